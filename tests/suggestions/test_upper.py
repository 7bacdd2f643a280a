"""The ledger of higher-level members living here: entered by the office, found, exported, voided."""

import io
import zipfile

import pytest

from suggestions.models import UpperProposal
from tests import rounds_proposals
from tests import world as w

pytestmark = pytest.mark.django_db
LIST = "/proposals/upper/"
ROW = {
    "name": "周远", "level": "province", "seat": "经济界", "title": "关于支持磷化工转型的建议",
    "helps": ["topic", "research"], "state": "planned",
}  # fmt: skip


@pytest.fixture
def world():
    return w.build()


@pytest.fixture
def staff(client, world):
    client.force_login(world["staff"].user)
    return client


def test_the_office_enters_a_proposal_with_the_help_given(staff, world):
    staff.post(f"{LIST}new/", ROW)
    row = UpperProposal.objects.get()
    assert (row.organisation, row.help_words, row.entered_by) == (
        world.city, "选题、调研", world["staff"].post,
    )  # fmt: skip
    staff.post(f"{LIST}{row.pk}/", ROW | {"state": "filed", "submitted_on": "2026-01-20", "outcome": "立案"})
    row.refresh_from_db()
    assert (row.state, row.outcome) == ("filed", "立案")


def test_what_is_submitted_has_a_date_and_a_link_is_an_address(staff):
    page = staff.post(f"{LIST}new/", ROW | {"state": "submitted", "link": "javascript:alert(1)"})
    assert page.status_code == 422
    assert "已经提交的，请填写提交日期。" in page.content.decode()
    assert "link" in page.context["form"].errors


def test_the_ledger_is_searched_and_belongs_to_its_committee(staff, world):
    rounds_proposals.upper(world)
    rounds_proposals.upper(world, name="陈明", level="national", title="关于跨省河流治理的建议")
    assert staff.get(f"{LIST}?q=河流").context["number"] == 1
    assert staff.get(f"{LIST}?level=province").context["page"].rows[0].name == "周远"
    assert staff.get(f"{LIST}?level=nonsense").context["number"] == 2
    staff.force_login(world["county"].user)
    assert staff.get(LIST).context["number"] == 0


def test_a_wrong_entry_leaves_the_ledger_and_stays_in_the_table(staff, world):
    row = rounds_proposals.upper(world)
    staff.post(f"{LIST}{row.pk}/void/")
    assert staff.get(LIST).context["number"] == 0
    assert UpperProposal.objects.get().voided_at


def test_the_workbook_holds_what_is_seen_as_text(staff, world):
    rounds_proposals.upper(world, title="=1+1")
    rounds_proposals.upper(world, name="陈明", title="别的")
    answer = staff.get(f"{LIST}export/?q=周远")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        ledger, notes = (book.read(f"xl/worksheets/sheet{number}.xml").decode() for number in (1, 2))
    assert "=1+1" in ledger
    assert "<f>" not in ledger
    assert "陈明" not in ledger
    assert "周远" in notes, "the filter is named"
