"""信息员网格: across to every unit and down to the cell; what counts as reported; the grids of the counties below."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from dispatch.models import GridPlace, Informant
from members.models import Organisation, User
from members.states import Role
from suggestions import drafting
from suggestions.models import Report
from suggestions.states import Kind
from suggestions.upward import reporting as reporting_up
from tests import forwarded, report_worlds, world
from weijianyi import rulebook
from weijianyi.workflow import perform

pytestmark = pytest.mark.django_db
GRID = "/reports/informants/"


@pytest.fixture
def w():
    made = world.build()
    for name, role in (("deditor", Role.EDITOR), ("dleader", Role.LEADER)):
        made.person(name, role, organisation=made.county)
    User.objects.update(welcomed_at=timezone.now())
    return made


def desk(w, name="editor"):
    found = Client()
    found.force_login(w[name].user)
    return found


def table(w, **params):
    page = desk(w).get(GRID, params)
    return page, {unit.name: unit for unit in page.context["units"]}


def entered(w, outsider):
    """代录 by the editor for somebody without an account."""
    words = {
        "title": "反映桥面破损", "situation": "向阳桥桥面破损三处。", "advice": "请修补。", "open_consent": False,
        "closed_reason": "内部", "category": rulebook.entry(w.city, "category", "city"), "entered_from": "来电",
    }  # fmt: skip
    item = drafting.begin(w["editor"], Kind.REPORT, words, outsider=outsider)
    return perform(item, "submit", actor=w["editor"], declared=True)


def sent_up(w, number):
    for report in report_worlds.reports(w.county, number):
        reporting_up.send(
            Report.objects.get(pk=report.pk), actor=w["deditor"], sent_on=timezone.localdate(), form="single",
            to=rulebook.entry(w.county, "report_destination", "city"),
        )  # fmt: skip


def test_every_level_has_its_share_down_to_the_cell(w):
    desk(w).post(f"{GRID}places/new/", {"level": "community", "names": "红旗社区"})
    desk(w).post(f"{GRID}places/new/", {"level": "cell", "names": "红旗社区第1网格\n红旗社区第2网格"})
    cell = GridPlace.objects.get(name="红旗社区第2网格")
    desk(w).post(f"{GRID}new/", {"unit": f"p-{cell.pk}", "name": "赵敏", "valid_from": "2026-01-01"})
    page, units = table(w)
    assert [i.name for i in units["红旗社区第2网格"].informants] == ["赵敏"]
    assert {s.label: (s.named, s.all) for s in page.context["shares"]} == {
        "部门单位": (0, 4), "党派、团体和专委会": (0, 1), "下级政协": (1, 1), "村和社区": (0, 1), "网格": (1, 2),
    }  # fmt: skip
    _, gaps = table(w, level="cell", gaps="on")
    assert list(gaps) == ["红旗社区第1网格"]


def test_what_the_editor_enters_for_an_informant_without_an_account_counts(w):
    forwarded.named(w, name="李春")
    forwarded.named(w, name="王芳", department=w.departments["交通局"])
    forwarded.named(w, name="王芳", department=w.departments["住建局"])
    for outsider in ("李春", "城管局信息员李春", "李春（城管局）", "王芳", "住建局信息员王芳", "居民李春"):
        entered(w, outsider)
    _, units = table(w)
    assert {name: units[name].sent for name in ("城管局", "交通局", "住建局")} == {
        "城管局": 3, "交通局": 0, "住建局": 1,
    }, "a name two people have counts for neither"  # fmt: skip


def test_a_county_is_covered_by_its_editor_or_by_whoever_is_named_and_counts_what_came_up(w):
    sent_up(w, 3)
    far = Organisation.objects.create(
        code="y", name="政协临江县委员会", short_name="临江政协", level="county", parent=w.city
    )
    _, units = table(w)
    assert (units[w.county.name].editor, units[w.county.name].sent) == ("deditor", 3)
    assert not units[far.name].covered
    assert far.name in table(w, gaps="on")[1]
    desk(w).post(f"{GRID}new/", {"unit": f"o-{far.pk}", "name": "周兰", "valid_from": "2026-01-01"})
    assert far.name not in table(w, gaps="on")[1]
    assert Informant.objects.get(county=far).unit == far


def test_the_grids_below_are_shown_as_numbers_never_as_names(w):
    GridPlace.objects.create(organisation=w.county, level="township", name="临水镇")
    place = GridPlace.objects.create(organisation=w.county, level="township", name="城关镇")
    Informant.objects.create(organisation=w.county, name="孙燕", place=place, valid_from="2026-01-01")
    page, units = table(w)
    [(county, found, missing)] = page.context["below"]
    assert county == w.county
    assert {s.label: (s.named, s.all) for s in found} == {"乡镇街道": (1, 2)}
    assert missing == 1
    text = page.content.decode()
    assert "乡镇街道 1 / 2" in text
    assert "孙燕" not in text
    assert "城关镇" not in units
    assert desk(w, "deditor").get(GRID).context["below"] == []


def test_an_informant_stands_for_exactly_one_unit(w):
    for wrong in ({}, {"county": w.county, "department": w.departments["城管局"]}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Informant.objects.create(organisation=w.city, name="某人", valid_from="2026-01-01", **wrong)
