"""通报: prepared, written, checked, signed, frozen; hand edits kept; corrected by a note, never changed."""

import re
from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dispatch.bulletins import comparing, comparing_tables, jobs, making, prose, words
from dispatch.bulletins.ranks import ranked
from dispatch.models import Bulletin
from tests import bulletined
from tests.bulletined import entered, text_of
from weijianyi.notices.models import Notice
from weijianyi.work import outbox
from weijianyi.workflow import Forbidden, NotNow, perform

pytestmark = pytest.mark.django_db


# -- the words -------------------------------------------------------------------------------------
def test_numbers_are_said_in_whole_sentences():
    assert words.change("环比", 12, 10) == "环比增长 20.0%"
    assert words.change("同比", 8, 10) == "同比下降 20.0%"
    assert words.change("环比", 3, 3) == "环比持平"
    assert words.change("环比", 3, 0) == "环比增加 3 件（上期没有）"
    assert words.change("环比", 3, None) == ""
    rate = {"label": "办复率", "value": "82.6", "over": 119, "under": 144, "before": "80.0"}
    assert words.share(rate) == "办复率 82.6%（119/144）"
    assert words.points(rate) == "，比上期提高 2.6 个百分点"
    nothing = rate | {"value": "—"}
    assert words.share(nothing) == "办复率不计算（没有可以计算的件）"
    assert words.points(nothing) == ""
    assert words.title_of("quarter", date(2026, 7, 1)) == "关于2026年第三季度微建议工作情况的通报"
    assert words.title_of("half", date(2026, 1, 1)) == "关于2026年上半年微建议工作评比情况的通报"


def test_an_empty_period_is_said_without_numbers_that_do_not_exist(w):
    bulletin = bulletined.drafted(w)
    texts = prose.written(bulletin)
    assert "共提交微建议 0 件，环比持平，同比持平。" in texts["overall"]
    assert "办复率不计算" in texts["overall"]
    for text in texts.values():
        assert "—" not in text
        assert "None" not in text


def test_ties_share_a_rank_and_few_cases_stand_apart():
    rows = [{"name": n, "v": v} for n, v in (("a", 9), ("b", 9), ("c", 7), ("d", 1))]
    found = ranked(rows, lambda r: r["v"], lambda r: r["v"] >= 3)
    assert [(r["name"], r["place"]) for r in found["rows"]] == [("a", 1), ("b", 1), ("c", 3)]
    assert [r["name"] for r in found["few"]] == ["d"]


# -- figures, tables, hand edits -------------------------------------------------------------------
def test_the_draft_prints_what_happened(w):
    w.closed()
    w.dispatched()
    bulletin = bulletined.drafted(w)
    texts = prose.written(bulletin)
    assert "共提交微建议 2 件" in texts["overall"]
    assert "办复率 50.0%（1/2）" in texts["overall"]
    assert "满意率 100.0%（1/1）" in texts["satisfaction"]
    tables = bulletin.figures["tables"]
    assert (
        tables["sectors"]["few"][0] | {"name": "医卫界", "submitted": 2, "seats": 2}
        == tables["sectors"]["few"][0]
    )
    assert tables["units"]["few"][0]["result_satisfied"] == 1
    assert tables["units"]["total"]["total"] == 2
    assert "place" not in tables["units"]["total"]
    assert tables["members"]["rows"][0]["accepted"] == 2
    assert "silent" not in tables, "sensitive: only where somebody chose it"


def test_who_wrote_nothing_is_listed_only_on_request(w):
    w.submitted()
    bulletin = bulletined.drafted(w)
    bulletin = bulletined.saved(w, bulletin, tables=[*bulletin.tables, "silent"])
    assert [row["name"] for row in bulletin.figures["tables"]["silent"]["rows"]] == ["member2"]


def test_hand_edits_stay_and_say_when_the_numbers_changed(w):
    w.submitted()
    bulletin = bulletined.saved(w, bulletined.drafted(w), texts={"overall": "我们写的总体情况。"})
    section = bulletin.sections.get(code="overall")
    assert (section.text, section.outdated) == ("我们写的总体情况。", False)
    w.submitted()
    assert ("委员提交", 1, 2) in comparing.changed(bulletin, w["staff"])
    bulletin = bulletined.saved(w, bulletin, again=True)
    section.refresh_from_db()
    assert section.text == "我们写的总体情况。"
    assert section.outdated
    assert "提交微建议 2 件" in section.generated
    page = text_of(entered(w, "staff").get(f"/bulletins/{bulletin.slug}/edit/"))
    assert "改过以后数字变了" in page
    bulletin = bulletined.saved(w, bulletin, texts={"overall": ""})
    section.refresh_from_db()
    assert (section.edited, section.text) == ("", section.generated)


def test_a_draft_begun_before_a_section_existed_gets_it_when_generated_again(w):
    bulletin = bulletined.drafted(w, kind="quarter")
    bulletin.sections.filter(code__in=["reports", "studios"]).delete()
    bulletin.tables.remove("studios")
    bulletin.save()
    section = bulletin.sections.get(code="lead")
    section.order = 90  # put last by a hand
    section.save()
    bulletin = bulletined.saved(w, bulletin, again=True)
    codes = list(bulletin.sections.values_list("code", flat=True))
    assert codes.index("reports") == codes.index("satisfaction") + 1
    assert codes.index("studios") == codes.index("reports") + 1
    assert codes[-1] == "lead"
    assert "studios" in bulletin.tables
    assert "silent" not in bulletin.tables
    assert "社情民意" in bulletin.sections.get(code="reports").generated


def test_a_table_that_is_new_to_an_old_draft_is_offered_and_taken_without_losing_what_was_written(w):
    bulletin = bulletined.saved(w, bulletined.drafted(w), texts={"studios": "我们写的工作室情况。"})
    bulletin.offered.remove("studios")  # as if the table had come later
    bulletin.tables.remove("studios")
    bulletin.save()
    staff, address = entered(w, "staff"), f"/bulletins/{bulletin.slug}/edit/"
    bulletin = making.generate(bulletin, w["staff"], timezone.now())
    assert "studios" not in bulletin.figures["tables"]
    assert "新增了可以选用的表：各委员工作室群众意见办理情况" in text_of(staff.get(address))
    bulletin = bulletined.saved(w, bulletin, again=True, tables=[*bulletin.tables, "studios"])
    assert "studios" in bulletin.figures["tables"]
    assert bulletin.sections.get(code="studios").text == "我们写的工作室情况。"
    assert "新增了可以选用的表" not in text_of(staff.get(address))


def test_two_do_not_write_over_each_other(w):
    bulletin = bulletined.drafted(w)
    facts = bulletined.values(bulletin)
    making.save(bulletin, facts, actor=w["staff"], seen=bulletin.version)
    with pytest.raises(NotNow):
        making.save(bulletin, facts, actor=w["head"], seen=bulletin.version)
    with pytest.raises(Forbidden):
        making.save(bulletin, facts, actor=w["leader"], seen=1)


# -- the way ---------------------------------------------------------------------------------------
def test_office_drafts_head_checks_leader_signs_and_readers_are_told(w):
    bulletin = bulletined.issued(w)
    year = timezone.localdate().year
    assert (bulletin.state, bulletin.reference) == ("issued", f"云政协办〔{year}〕1号")
    outbox.drain()
    told = set(
        Notice.objects.filter(text="dispatch_bulletin_issued").values_list("user__username", flat=True)
    )
    assert {"unitlead", "supervisor", "county", "handler"} <= told
    assert "member" not in told
    assert bulletined.issued(w, kind="half").number == 2
    assert bulletined.issued(w, kind="month").reference == ""


def test_nobody_checks_the_own_draft(w):
    bulletin = perform(bulletined.drafted(w), "send_to_check", actor=w["head"])
    with pytest.raises(Forbidden):
        perform(bulletin, "pass_check", actor=w["head"])
    assert perform(bulletin, "pass_check", actor=w["leader"]).state == "signing"


def test_an_issued_one_never_changes_and_a_note_says_what_is_different(w):
    desk = w.closed()
    w.submitted()
    bulletin = bulletined.issued(w)
    figures, page = bulletin.figures, text_of(entered(w, "member").get(bulletin.get_absolute_url()))
    assert comparing.corrections(bulletin, w["staff"]) == []
    assert comparing_tables.corrections(bulletin, w["staff"]) == []
    perform(desk.item, "void", actor=w["head"], reason="重复录入")
    bulletin.refresh_from_db()
    assert bulletin.figures == figures
    assert text_of(entered(w, "member").get(bulletin.get_absolute_url())).count(
        "共提交微建议 2 件"
    ) == page.count("共提交微建议 2 件")
    lines = {line.label: line for line in comparing.corrections(bulletin, w["staff"])}
    assert (lines["委员提交"].then, lines["委员提交"].now) == (2, 1)
    url, words, how, why = lines["委员提交"].moved[0]
    assert (url, how) == (desk.item.get_absolute_url(), "不再计入")
    assert desk.item.title in words
    assert "作废" in why
    note = text_of(entered(w, "staff").get(f"/bulletins/{bulletin.slug}/correction/"))
    assert "委员提交：2 件 → 1 件" in note
    units = next(
        t for t in comparing_tables.corrections(bulletin, w["staff"]) if t.name == "承办单位办理情况"
    )
    assert units.gone == ["城管局"]
    assert ("总计", "办理：主办", 1, "—") in units.cells
    sectors = note.split("表：各界别提交情况")[1].split("</section>")[0]
    assert re.search(
        r'提交件数</td><td class="r" data-l="印发时">2</td><td class="r" data-l="今天">1<', sectors
    )
    assert "超期未复清单" in note.split("没有比较的")[1]
    assert entered(w, "member").get(f"/bulletins/{bulletin.slug}/correction/").status_code == 403
    with pytest.raises(NotNow):
        bulletined.saved(w, bulletin, again=True)


def test_withdrawn_it_is_gone_for_readers_and_the_number_stays_used(w):
    bulletin = perform(bulletined.issued(w), "withdraw", actor=w["head"], reason="数字有误")
    assert entered(w, "member").get(bulletin.get_absolute_url()).status_code == 404
    again = bulletined.issued(w)
    assert again.number == 2


def test_a_period_that_still_runs_is_not_signed(w):
    today = timezone.localdate()
    bulletin = making.begin(w.city, "year", today.replace(month=1, day=1), today.replace(month=12, day=31))
    bulletin = bulletined.signing(w, making.generate(bulletin, w["staff"], timezone.now()))
    with pytest.raises(NotNow, match="期间还没有结束"):
        perform(bulletin, "sign", actor=w["leader"])


# -- the timetable ---------------------------------------------------------------------------------
def at(text):
    return timezone.make_aware(datetime.fromisoformat(text))


def test_drafts_are_ready_on_the_first_working_day_after_the_period(w):
    assert jobs.prepare_bulletins(date(2026, 8, 1), now=at("2026-08-01T07:30")) == [], "a Saturday"
    lines = jobs.prepare_bulletins(date(2026, 8, 3), now=at("2026-08-03T07:30"), dry_run=True)
    assert "云江政协：2026年7月月调度表" in lines
    assert not Bulletin.objects.exists()
    jobs.prepare_bulletins(date(2026, 8, 3), now=at("2026-08-03T07:30"))
    assert jobs.prepare_bulletins(date(2026, 8, 4), now=at("2026-08-04T07:30")) == [], "each once"
    made = Bulletin.objects.get(organisation=w.city)
    assert (made.kind, made.first, made.last, made.drafted_by) == (
        "month",
        date(2026, 7, 1),
        date(2026, 7, 31),
        None,
    )
    assert made.sections.get(code="backlog").generated
    outbox.drain()
    assert set(Notice.objects.filter(text="dispatch_bulletin_ready", post__organisation=w.city).values_list(
        "user__username", flat=True)) == {"staff", "staff2", "head"}  # fmt: skip
    kinds = {kind for kind, _, _ in jobs.due(w.city, date(2027, 1, 4))}
    assert kinds == {"month", "quarter", "half", "year"}


def test_what_was_withdrawn_is_not_drafted_again_by_itself(w):
    jobs.prepare_bulletins(date(2026, 8, 3), now=at("2026-08-03T07:30"))
    made = bulletined.signing(w, Bulletin.objects.get(organisation=w.city))
    perform(perform(made, "sign", actor=w["leader"]), "withdraw", actor=w["head"], reason="数字有误")
    assert jobs.prepare_bulletins(date(2026, 8, 4), now=at("2026-08-04T07:30")) == []
    assert making.begin_by_hand(w["staff"], "month", date(2026, 7, 1), date(2026, 7, 31)).state == "draft"


# -- cost ------------------------------------------------------------------------------------------
def statements(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


@pytest.mark.long
def test_lists_and_pages_cost_the_same_for_many_as_for_few(w):
    staff, unit = entered(w, "staff"), entered(w, "unitlead")
    w.closed()
    draft, bulletin = bulletined.drafted(w), bulletined.issued(w, kind="half")
    pages = [(staff, "/bulletins/?tab=issued"), (unit, bulletin.get_absolute_url()), (staff, draft.get_absolute_url()),
             (staff, f"/bulletins/{bulletin.slug}/correction/")]  # fmt: skip
    w.closed()
    few = [statements(*page) for page in pages]
    for n in range(3):
        w.closed()
        copy = Bulletin.objects.get(pk=bulletin.pk)
        copy.pk, copy.slug, copy.first, copy.number = None, f"copy{n}", date(2020, n + 1, 1), 100 + n
        copy.save(force_insert=True)
    many = [statements(*page) for page in pages]
    assert many == few
    assert few[0] <= 9
    assert few[2] <= 29, "the draft compares what it prints with today"
    assert few[3] <= 61, "every base once, reports and opinions once a metric, ten tables counted again"
