"""Figures of 社情民意: the funnels of two real districts, ranking, every number with exactly the rows behind it."""

import io
import re
import zipfile
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from dispatch.figures import report_counting
from members.models import Member, User
from members.states import Role
from suggestions.models import BriefIssue, Destination, Report
from suggestions.states import State
from suggestions.upward import instructing
from suggestions.upward import reporting as reporting_up
from tests import report_worlds, reported, upward, world
from tests.world import client
from weijianyi import rulebook
from weijianyi.rulebook.models import Setting
from weijianyi.workflow import perform

pytestmark = pytest.mark.django_db
NUMBER = r'<th scope="row">{}</th><td[^>]*><a href="([^"]+)">([\d.—]+)</a>'
TODAY = timezone.localdate


@pytest.fixture
def w():
    made = world.build()
    for name, role in (("deditor", Role.EDITOR), ("dleader", Role.LEADER)):
        made.person(name, role, organisation=made.county)
    User.objects.update(welcomed_at=timezone.now())
    return made


def page_of(w, name, **params):
    return client(w, name).get(reverse("report-figures"), {"period": "year"} | params)


def read(page, label):
    """(number, address of the list) as the page prints them."""
    found = re.search(NUMBER.format(label), page.content.decode())
    return found[2], unescape(found[1])


def rows_behind(w, name, url):
    """All rows of the list, page by page."""
    reader, found = client(w, name), 0
    while url:
        page = reader.get(url)
        found += len(page.context["rows"])
        url = page.context["page"].next_url
    return found, page.context["number"]


def sent(w, report, to, **facts):
    return reporting_up.send(
        Report.objects.get(pk=report.pk), actor=w["deditor"], to=rulebook.entry(w.county, "report_destination", to),
        sent_on=TODAY(), form="single", **facts,
    )  # fmt: skip


def filed(w, report, to, **facts):
    """The bare row, for many."""
    entry = rulebook.entry(w.county, "report_destination", to)
    Destination.objects.create(
        organisation=w.county,
        report=report,
        to=entry,
        level=1,
        sent_on=TODAY(),
        recorded_by=w["deditor"].post,
        **facts,
    )


# -- the funnels of the seeds ----------------------------------------------------------------------
def test_a_district_of_two_years_20_to_the_city_81_to_the_district_8_instructed_52_adopted(w):
    """Seed 001; two leaders on one report, and both party and government for some, do not make more pieces."""
    items = report_worlds.reports(w.county, 101)
    city, district = items[:20], items[20:]
    for place, report in enumerate(city):
        sent(w, report, "city", **({"outcome": "adopted", "outcome_on": TODAY()} if place < 3 else {}))
    for place, report in enumerate(district):
        came = {"outcome": "adopted", "outcome_on": TODAY()} if place < 52 else {}
        for to in ("party", "government") if place % 10 == 0 else ("party",):
            filed(w, report, to, **came)
    rank = rulebook.entry(w.county, "instruction_rank", "chief")
    for place, report in enumerate(district[:8]):
        for leader in ("区委书记", "区长")[: 2 if place < 3 else 1]:
            instructing.record(
                Report.objects.get(pk=report.pk), actor=w["deditor"], rank=rank, leader=leader, text="请办理。",
                given_on=TODAY(),
            )  # fmt: skip
    page = page_of(w, "dleader")
    for label, number in (
        ("收到", "101"), ("报市级", "20"), ("市级采用", "3"), ("报本级党委政府", "81"), ("本级采用", "52"),
        ("批示件数", "8"), ("批示人次", "11"), ("上报", "20"), ("上级采用", "3"), ("有批示的信息", "8"),
    ):  # fmt: skip
        printed, url = read(page, label)
        assert (label, printed) == (label, number)
        assert rows_behind(w, "dleader", url) == (int(number), int(number))
    assert "11 人次" in page.content.decode()
    # the city has received the twenty as its own reports, and nothing else changed for it
    assert Report.objects.filter(organisation=w.city, state=State.SUBMITTED).count() == 20
    assert read(page_of(w, "leader"), "收到")[0] == "20"


def test_twenty_issues_with_more_than_three_hundred_items(w):
    """Seed 004: 民情专报, 20 issues; one more was withdrawn and counts nowhere."""
    items = report_worlds.reports(w.city, 306)
    for number in range(20):
        held = items[number * 15 : (number + 1) * 15] + ([items[300 + number]] if number < 6 else [])
        report_worlds.issue(w.city, w["editor"], w["leader"], number + 1, held)
    again = report_worlds.issue(w.city, w["editor"], w["leader"], 21, items[:2])
    BriefIssue.objects.filter(pk=again.pk).update(
        state="withdrawn", withdrawn_at=timezone.now(), withdrawal_reason="重复"
    )
    page = page_of(w, "leader")
    for label, number in (
        ("编发期数", "20"),
        ("编入期刊的信息", "306"),
        ("收到", "306"),
        ("其中采用", "306"),
    ):
        printed, url = read(page, label)
        assert (label, printed) == (label, number)
        assert rows_behind(w, "leader", url) == (int(number), int(number))
    assert read(page, "采用率")[0] == "100.0"


# -- definitions -----------------------------------------------------------------------------------
def test_every_number_of_a_small_world_has_exactly_its_rows(w):
    report = upward.adopted(w)
    brief = report.brief_entries.get().brief
    upward.sent(w, report, "province", outcome="adopted", outcome_on=TODAY())
    upward.sent(w, brief, "government")
    upward.instructed(w, brief, "王书记"), upward.instructed(w, brief, "李市长"), upward.instructed(w, report)
    reported.sent(w, urgent=True)
    perform(reported.issued(w), "withdraw", actor=w["editor"], reason="数据有误")
    page = page_of(w, "editor")
    numbers = {row["label"]: row["value"] for row in page.context["table"]}
    assert (numbers["收到"], numbers["其中采用"], numbers["采用率"]) == (3, 1, "33.3")
    assert (numbers["编发期数"], numbers["编入期刊的信息"], numbers["其中第一时间报送"]) == (1, 1, 1)
    assert (numbers["批示件数"], numbers["批示人次"], numbers["有批示的信息"]) == (2, 3, 1)
    assert (numbers["报省级"], numbers["省级采用"], numbers["上级采用"]) == (1, 1, 1)
    assert "报市级" not in numbers  # a city reports to nothing at its own level
    for row in page.context["table"]:
        if row["label"] != "采用率":
            assert rows_behind(w, "editor", row["url"]) == (row["value"], row["value"]), row["label"]
            assert rows_behind(w, "editor", row["before_url"])[0] == (row["before"] or 0), row["label"]
    for row in page.context["sources"]:
        assert rows_behind(w, "editor", row["received"]["url"])[0] == row["received"]["value"]


def test_an_empty_period_has_dashes_and_no_ranking(w):
    page = page_of(w, "editor", **{"period": "", "from": "2021-01-01", "to": "2021-03-31"})
    assert read(page, "采用率")[0] == "—"
    assert "不排名" in page.content.decode()
    assert "上年同期没有数据" in page.content.decode()


def test_the_period_decides_and_a_number_of_last_year_leads_to_its_list(w):
    report_worlds.reports(w.city, 2, at=timezone.now() - timedelta(days=365))
    report_worlds.reports(w.city, 3)
    page = page_of(w, "editor")
    row = page.context["table"][0]
    assert (row["value"], row["before"]) == (3, 2)
    assert rows_behind(w, "editor", row["before_url"]) == (2, 2)


# -- ranking ---------------------------------------------------------------------------------------
def test_ties_share_a_rank_and_few_cases_stand_apart(w):
    for name, used, refused in (("甲委", 4, 0), ("乙委", 4, 2), ("丙委", 2, 1), ("丁委", 2, 0), ("", 1, 0)):
        report_worlds.reports(w.city, used, committee_name=name, by=f"{name}委员")
        report_worlds.reports(w.city, refused, committee_name=name, state=State.DECLINED)
    ranking = page_of(w, "leader", by="committee").context["ranking"]
    assert [(r["place"], r["name"], r["rate"]) for r in ranking["placed"]] == [
        (1, "乙委", "66.7"), (1, "甲委", "100.0"), (3, "丙委", "66.7"),
    ]  # fmt: skip
    assert [(r["name"], r["received"]["value"]) for r in ranking["few"]] == [("丁委", 2)]
    assert ranking["none"]["received"]["value"] == 1
    for row in [*ranking["placed"], *ranking["few"], ranking["none"]]:
        for key in report_counting.OF_UNITS:
            assert rows_behind(w, "leader", row[key]["url"])[0] == row[key]["value"], (row["name"], key)
    ranking = page_of(w, "leader", by="committee", order="rate").context["ranking"]
    assert [(r["place"], r["name"]) for r in ranking["placed"]] == [(1, "甲委"), (2, "丙委"), (2, "乙委")]
    Setting.objects.create(
        organisation=w.city, key="ranking_min_cases", value=1, valid_from="2020-01-01", basis="试"
    )
    assert page_of(w, "leader", by="committee").context["ranking"]["few"] == []


def test_members_collectives_and_counties_are_ranked_by_what_they_were_then(w):
    member = Member.objects.get(name="member")
    report_worlds.reports(w.city, 3, by="member", member=member, county_name="大安区政协")
    report_worlds.reports(w.city, 3, by="医卫界", collective=w.sector)
    Setting.objects.create(
        organisation=w.city, key="ranking_min_cases", value=2, valid_from="2020-01-01", basis="试"
    )
    member.name = "改名"
    member.save()
    for by, name in (("member", "member"), ("sector", "医卫界"), ("county", "大安区政协")):
        ranking = page_of(w, "leader", by=by).context["ranking"]
        assert [(r["name"], r["received"]["value"]) for r in ranking["placed"]] == [(name, 3)]
        assert rows_behind(w, "leader", ranking["placed"][0]["received"]["url"])[0] == 3


# -- the pages -------------------------------------------------------------------------------------
def test_addresses_with_nonsense_and_without_rights(w):
    editor = client(w, "editor")
    assert editor.get(reverse("report-figures-list"), {"metric": "x"}).status_code == 404
    odd = {"metric": "received", "by": "member", "unit": "1; drop", "after": "%%", "from": "x"}
    assert editor.get(reverse("report-figures-list"), odd).status_code == 200
    assert editor.get(reverse("report-figures"), {"by": "x", "order": "y", "period": "z"}).status_code == 200
    assert editor.get(reverse("report-month"), {"month": "2026-99"}).status_code == 200
    for name in ("staff", "supervisor", "member"):
        assert client(w, name).get(reverse("report-figures")).status_code == 403


def sheets(answer):
    """{sheet name: its cells in order, as text}."""
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        words = re.findall(r"<si>.*?<t[^>]*>(.*?)</t></si>", packed.read("xl/sharedStrings.xml").decode())
        names = re.findall(r'<sheet name="([^"]+)"', packed.read("xl/workbook.xml").decode())
        found = {}
        for place, name in enumerate(names, 1):
            raw = packed.read(f"xl/worksheets/sheet{place}.xml").decode()
            cells = re.findall(r'<c r="[A-Z]+\d+"([^>]*)><v>([^<]*)</v>', raw)
            found[name] = [words[int(v)] if 't="s"' in kind else v for kind, v in cells]
        return found


def test_the_workbooks_say_the_same(w):
    report_worlds.reports(w.city, 4, committee_name="甲委")
    book = sheets(client(w, "editor").get(reverse("report-figures-export")))
    assert list(book) == [
        "指标", "来源渠道", "排名·专委会", "排名·界别", "排名·县市区", "排名·党派团体", "排名·委员", "口径说明",
    ]  # fmt: skip
    assert book["指标"][5:8] == ["收到", "4", "条"]
    assert book["排名·专委会"][8:12] == ["1", "甲委", "4", "4"]
    assert "积分" not in " ".join(book["口径说明"])
    url = reverse("report-list-export") + "?metric=received&period=year"
    book = sheets(client(w, "editor").get(url))
    assert sum("反映第" in cell for cell in book["收到"]) == 4


def test_the_month_names_what_became_of_each(w):
    report = upward.adopted(w)
    brief = report.brief_entries.get().brief
    upward.sent(w, brief, "government", outcome="adopted", outcome_on=TODAY())
    upward.instructed(w, brief)
    report_worlds.reports(w.city, 1, state=State.DECLINED)
    page = client(w, "leader").get(reverse("report-month"))
    text = page.content.decode()
    for words in (brief.reference, "报送本级政府，已采用", "批示 1 人次", report.title):
        assert words in text
    assert [chip["count"] for chip in page.context["chips"]] == [2, 1, 1, 0, 2]
    assert client(w, "leader").get(page.context["chips"][2]["url"]).status_code in (200, 404)


@pytest.mark.parametrize(
    ("name", "most"), [("report-figures", 11), ("report-figures-list", 8), ("report-month", 14)]
)
def test_the_cost_does_not_grow(w, name, most, django_assert_max_num_queries):
    params = {"period": "year", "metric": "received"}
    leader = client(w, "leader")
    counts = []
    for number in (3, 40):
        items = report_worlds.reports(w.city, number, committee_name=f"委{number}")
        report_worlds.issue(w.city, w["editor"], w["leader"], number, items)
        leader.get(reverse(name), params)  # rules and words are remembered from the first page on
        with django_assert_max_num_queries(most) as asked:
            assert leader.get(reverse(name), params).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
