"""导出 of what may grow long beside the lists of matters: the log, the hotline, hand-over, past items, certificates."""

import io
import zipfile
from urllib.parse import parse_qsl, urlsplit

import pytest
from openpyxl import load_workbook

from dispatch import exports
from dispatch.exporting import lists
from dispatch.letters import certifying
from dispatch.models import Export
from dispatch.people import handing_over
from members.models import Term
from suggestions.topics import upper_export
from tests import connected, rostered, rounds_proposals, scored
from tests import world as w
from tests.dispatch.test_exporting import entered, sheets
from weijianyi import rulebook
from weijianyi.audit.models import Event
from weijianyi.work import outbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    for module in (exports, handing_over, upper_export, certifying):
        monkeypatch.setattr(module, "MOST", 1)
    return w.build()


def fetched(client, answer):
    """The finished file of the run an ordered export leads to, and the run."""
    outbox.empty()
    export = Export.objects.latest("pk")
    assert answer.url == export.get_absolute_url()
    assert export.finished_at
    return client.get(client.post(f"{export.get_absolute_url()}link/").url), export


def in_background(client, address):
    started = client.get(address).url
    assert started.startswith("/exports/start/")
    return fetched(client, client.post(started, dict(parse_qsl(urlsplit(started).query))))


def test_the_hotlines_list_the_upper_members_and_the_hand_over(world):
    connected.line(world)
    term = Term.objects.create(organisation=world.city, number=6, begins_on="2022-01-01")
    for _ in range(2):
        connected.at_hotline(world)
        rounds_proposals.upper(world)
    staff = entered(world)
    for address, head in (
        ("/hotline/export/", "来件标识"), ("/proposals/upper/export/", "委员姓名"),
        (f"/people/terms/{term.pk}/hand-over/?as=xlsx", "编号"),
    ):  # fmt: skip
        answer, export = in_background(staff, address)
        rows, notes, _ = sheets(answer)
        assert (rows[0][0][1], len(rows) - 1, export.total) == (head, 2, 2)
        assert notes["清单"] == lists.LISTS[export.list].label


def test_a_long_log_is_written_in_the_background_and_says_so_itself(world):
    world.working()
    auditor = entered(world, "auditor")
    assert auditor.get("/exports/now/log/").url.startswith("/log/"), "ordered on its own page only"
    answer, export = fetched(auditor, auditor.post("/log/export/"))
    rows, _, _ = sheets(answer)
    assert len(rows) - 1 == export.total > 2
    assert Event.objects.get(step="export_log").data["rows"] == export.total - 1


def test_certificates_of_many_members_are_one_zip(world):
    scored.in_force(world)
    answer, export = in_background(entered(world), "/scores/certificates/")
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as packed:
        assert len(packed.namelist()) == export.total > 1
        assert all(name.endswith(".docx") for name in packed.namelist())
    assert export.name.endswith(".zip")


def test_past_items_go_to_the_background_with_the_reason_in_the_log(world):
    result = str(rulebook.entries(world.city, "result_class")[0])
    rostered.taken(world, "items", *(rostered.item_row(result=result, 编号=str(n)) for n in (7, 8)))
    staff = entered(world)
    answer, export = fetched(staff, staff.post("/people/rosters/items/export/", {"reason": "换系统"}))
    rows = list(load_workbook(io.BytesIO(b"".join(answer.streaming_content)))["数据"].values)
    assert [row[2] for row in rows[1:]] == ["7", "8"]
    assert Event.objects.get(step="export_rows").data["reason"] == "换系统"
    assert export.total == 2
