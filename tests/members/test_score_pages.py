"""Pages of points: what a member, the office and a leader see, the import with its preview, files, statement counts."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from members.models import ScoreEntry, ScoreScheme, ServiceRecord
from members.scores import presets, schemes
from tests import scored, world
from tests.world import client
from weijianyi.audit.models import Event
from weijianyi.notices import compose
from weijianyi.notices.models import Notice
from weijianyi.workflow import perform

pytestmark = pytest.mark.django_db


@pytest.fixture
def w():
    city = world.build()
    scored.in_force(city)
    city.dispatched()
    scored.digest()
    scored.record(city, title="八月视察")
    return city


def text(answer):
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_a_member_sees_the_own_ledger_with_sources_and_nobody_elses(w):
    scored.record(w, title="别人的视察", name="member2")
    page = text(client(w, "member").get("/me/scores/"))
    assert "八月视察" in page
    assert "别人的视察" not in page
    assert ScoreEntry.objects.get(rule__code="s_accept").event.subject.get_absolute_url() in page
    for name in ("leader", "member2", "admin"):
        pk = w["member"].post.member_id
        assert client(w, name).get(f"/scores/members/{pk}/").status_code == 403


def test_the_office_ranks_corrects_and_exports(w):
    staff, pk = client(w, "staff"), w["member"].post.member_id
    assert "八月视察" in text(staff.get(f"/scores/members/{pk}/"))
    assert "member2" in text(staff.get("/scores/?by=counts"))
    staff.post(f"/scores/members/{pk}/adjust/", {"points": "3", "reason": "会议发言漏记"})
    assert ">7<" in text(staff.get("/scores/"))  # 受理 2 + 视察 2 + 补记 3
    staff.post(f"/scores/members/{pk}/outside/", {"reason": "驻外"})
    assert "不参与排名：驻外" in text(staff.get("/scores/"))
    sheet = load_workbook(io.BytesIO(staff.get("/scores/export/").content)).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:4] == ("序号", "名次", "姓名", "界别")
    assert rows[-1][2] == "member"
    assert 7 in rows[-1]


def test_certificates_one_and_all(w):
    own = client(w, "member").get("/me/scores/certificate/")
    document = zipfile.ZipFile(io.BytesIO(b"".join(own.streaming_content)))
    words = document.read("word/document.xml").decode()
    assert "委员履职证明" in words
    assert "领办 0 件" not in words, "what was not done is not certified"
    every = client(w, "staff").get("/scores/certificates/")
    assert len(zipfile.ZipFile(io.BytesIO(b"".join(every.streaming_content))).namelist()) == 2


def test_the_decision_on_an_objection_is_told_to_the_member(w):
    objection = scored.objection(w)
    perform(objection, "reject", actor=w["staff"], opinion="材料只记一次。")
    compose.listen(Event.objects.latest("pk"))
    assert "维持原计分" in Notice.objects.filter(user=w["member"].user).latest("pk").title
    assert "材料只记一次。" in text(client(w, "member").get(objection.get_absolute_url()))


def test_a_workbook_is_shown_first_and_saved_once(w):
    book = Workbook()
    for line in (
        ("姓名", "类别", "内容", "日期", "次数"), ("member", "会议发言", "专题协商会", "2026-03-05", 1),
        ("没有这人", "会议发言", "专题协商会", "2026-03-05", 1), ("member2", "不知道", "", "那天", 0),
    ):  # fmt: skip
        book.active.append(line)
    raw = io.BytesIO()
    book.save(raw)
    staff, before = client(w, "staff"), ServiceRecord.objects.count()
    upload = SimpleUploadedFile("名单.xlsx", raw.getvalue())
    page = staff.post("/service/import/", {"file": upload})
    assert "第 3 行：没有“没有这人”这位委员" in text(page)
    assert ServiceRecord.objects.count() == before
    for _ in range(2):
        staff.post("/service/import/", {"token": page.context["token"]})
    assert ServiceRecord.objects.count() == before + 1
    assert ScoreEntry.objects.filter(rule__code="speech").count() == 1


def test_the_rules_of_a_draft_are_edited_and_tried(w):
    admin = client(w, "admin")
    draft = schemes.create(w.city, presets.MINHANG)
    rule = draft.rules.get(code="activity")
    answer = admin.post(
        f"/rules/scores/{draft.pk}/rules/{rule.pk}/",
        {"group": rule.group_id, "label": "活动", "events": ["record.activity"], "sharing": "role", "points": "6",
         "co_points": 0, "writer_points": 0, "drafter_points": 0, "order": 0},
    )  # fmt: skip
    assert answer.status_code == 302
    page = text(admin.get(f"/rules/scores/{draft.pk}/try/?year={timezone.localdate().year}"))
    assert "+2" in page  # 视察 6，原来受理 2 + 视察 2
    assert ScoreScheme.objects.get(pk=draft.pk).is_draft


def statements(client, url):
    client.get(url)  # caches are warm
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(url).status_code == 200
    return len(found)


def test_the_table_comes_in_pages_and_ties_keep_their_place_over_them(w):
    for n in range(60):
        w.person(f"m{n}", "member")
    staff, seen, url = client(w, "staff"), [], "/scores/"
    while url:
        context = staff.get(url).context
        seen += [(row.rank, row.member.pk) for row in context["rows"]]
        assert len(context["rows"]) <= 50
        url = context["next_url"]
    assert len(seen) == len(set(seen)) == context["number"] == 62
    assert {rank for rank, _ in seen} == {1, 2}, "one has earned something, all others share the second place"
    assert [rank for rank, _ in seen].count(2) == 61
    assert len(staff.get("/scores/?page=99").context["rows"]) == 12
    assert staff.get("/scores/?page=x&q=m59").context["number"] == 1


def test_statement_counts_do_not_grow(w):
    member, staff, leader = client(w, "member"), client(w, "staff"), client(w, "leader")
    pages = (
        (member, "/me/scores/"),
        (staff, "/scores/"),
        (staff, "/service/"),
        (leader, "/scores/participation/"),
    )
    few = [statements(*page) for page in pages]
    for n in range(25):
        w.person(f"m{n}", "member")
        scored.record(w, title=f"活动{n}")
        scored.record(w, title=f"活动{n}", name=f"m{n}")
    assert [statements(*page) for page in pages] == few
    print(few)
