"""半年评比 and 优秀案例: rules, candidates, masking, consent, scores, publication, the half-year's results."""

import io
import zipfile

import pytest
from docx import Document

from dispatch.excellence import appraising
from dispatch.models import ExcellentCase
from tests import bulletined
from tests.bulletined import entered, text_of
from tests.situations import DISSATISFIED
from tests.weijianyi.files.making import photo
from weijianyi.files.keeping import attach
from weijianyi.notices.models import Notice
from weijianyi.work import outbox
from weijianyi.workflow import Forbidden, NotNow, perform

pytestmark = pytest.mark.django_db


def test_candidates_are_closed_open_and_pleased_everybody(w):
    good = w.closed()
    w.closed(w.released(w.working(w.dispatched(w.submitted(open_consent=False)))))
    w.rated(w.released(), rating=DISSATISFIED, comment="没有解决，请再到现场看看。")
    found, *_ = bulletined.candidates(w)
    assert [g.subject.pk for g in found] == [good.item_id]
    assert found[0].points == 90, "40 solved, 30 pleased, 10 on time, 10 at once; nobody met"
    assert "没有当面沟通的记录（权重 10）" in found[0].text


def test_quality_weighs_more_than_quantity(w):
    for _ in range(3):
        w.closed()
    days = bulletined.period(w)
    best = appraising.best_units(w["staff"], days)
    assert (best[0]["name"], best[0]["place"], best[0]["points"]) == ("城管局", 1, "100.0")
    w.submitted("member2")
    first = appraising.best_members(w["staff"], days)
    assert [row["name"] for row in first] == ["member"]


def test_from_candidate_to_the_column_only_with_both_consents_and_without_names(w):
    case = bulletined.proposed(w)
    texts = bulletined.TEXTS | {
        "background": "member 委员反映，电话 13812345678。",
        "handling": "经办人李强当日到场。",
    }
    case = perform(case, "write_up", actor=w["staff"], **texts)
    with pytest.raises(NotNow, match="姓名、电话"):
        perform(case, "ask_consent", actor=w["staff"])
    case = perform(case, "mask", actor=w["staff"])
    assert (case.background, case.handling) == ("m某 委员反映，电话 （电话略）。", "经办人李某当日到场。")
    case = perform(case, "ask_consent", actor=w["staff"])
    outbox.drain()
    asked = Notice.objects.filter(text="dispatch_case_consent").values_list("user__username", flat=True)
    assert set(asked) == {"member", "handler", "unitlead"}
    with pytest.raises(NotNow, match="还没有收到委员和承办单位的同意"):
        perform(case, "decide", actor=w["leader"])
    case = perform(case, "answer_author", actor=w["member"], consent="agreed")
    case = perform(case, "answer_unit", actor=w["handler"], consent="refused", note="还在收尾")
    case = perform(case, "score", actor=w["head"], points=90)
    with pytest.raises(NotNow, match="承办单位不同意"):
        perform(case, "decide", actor=w["leader"])
    case = perform(case, "answer_unit", actor=w["unitlead"], consent="agreed")
    case = perform(case, "score", actor=w["head"], points=95)
    assert case.scores.filter(voided_at=None).get().points == 95
    assert entered(w, "member2").get(case.get_absolute_url()).status_code == 404
    case = bulletined.published(w, perform(case, "decide", actor=w["leader"]))
    page = text_of(entered(w, "member2").get(case.get_absolute_url()))
    assert "大树修好了" in page
    answer = entered(w, "member2").get(f"/excellence/{case.slug}/word/")
    lines = [p.text for p in Document(io.BytesIO(b"".join(answer.streaming_content))).paragraphs]
    assert "三、成效" in lines


def test_pictures_are_for_whoever_may_open_them_on_the_desk_in_the_word_file_as_on_the_page(w):
    desk = w.working()
    attach(desk, photo("after.jpg"), kind="photo", actor=w["handler"], purpose="after")
    case = bulletined.proposed(w, w.closed(w.released(desk)))
    case = bulletined.agreed(w, bulletined.consenting(w, bulletined.written(w, case)))
    case = bulletined.published(w, bulletined.decided_case(w, case))
    page, word = case.get_absolute_url(), f"{case.get_absolute_url()}word/"
    for name, sees in (("staff", True), ("member2", True), ("handler2", False), ("informant", False)):
        reader = entered(w, name)
        assert ("/thumb/" in text_of(reader.get(page))) is sees, name
        packed = zipfile.ZipFile(io.BytesIO(b"".join(reader.get(word).streaming_content)))
        assert any(part.startswith("word/media/") for part in packed.namelist()) is sees, name


def test_nobody_judges_the_own_matter(w):
    case = bulletined.consenting(w)
    twin = w.person("both", "reviewer")
    case.item.authorships.filter(order=0).get().member.user = twin.user
    member = case.item.first_author.member
    member.user = twin.user
    member.save()
    with pytest.raises(Forbidden):
        perform(case, "take_back", actor=twin, reason="自己的")


@pytest.mark.long
def test_the_office_ticks_candidates_and_the_half_years_bulletin_prints_the_results(w):
    for _ in range(3):
        desk = w.closed()
    staff = entered(w, "staff")
    page = text_of(staff.get("/excellence/half/"))
    assert desk.item.slug in page
    answer = staff.post("/excellence/half/propose/", {"item": [desk.item.slug]}, follow=True)
    assert "推选 1 件" in text_of(answer)
    assert "没有选择候选事项" in text_of(
        staff.post("/excellence/half/propose/", {"item": [desk.item.slug]}, follow=True)
    )
    case = bulletined.published(w, bulletined.decided_case(w, bulletined.agreed(w, bulletined.consenting(
        w, bulletined.written(w, ExcellentCase.objects.get())))))  # fmt: skip
    bulletin = bulletined.saved(w, bulletined.drafted(w, kind="half"), cases=[case])
    texts = {s.code: s.text for s in bulletin.sections.all()}
    assert "办理工作较好的承办单位有城管局" in texts["results"]
    assert "评出优秀案例 1 件" in texts["results"]
    assert "1.大树修好了。" in texts["cases"]
    assert bulletin.figures["tables"]["best_units"]["rows"][0]["name"] == "城管局"
