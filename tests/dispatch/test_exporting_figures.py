"""导出: the columns of every list are chosen; long lists of opinions and of reports go to the background."""

import pytest

from dispatch import exports
from dispatch.models import Export
from dispatch.reports import ledger as report_ledger
from tests import opinions, reported
from tests import world as w
from tests.dispatch.test_exporting import entered, sheets
from weijianyi.work import outbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return w.build()


def test_every_list_offers_its_columns_and_prints_those_chosen(world):
    reported.sent(world)
    client = entered(world, "editor")
    page = client.get("/exports/start/report-figures/?metric=received").content.decode()
    assert [word in page for word in ("反映人", "密级标识")] == [True, True]
    assert 'value="title"' not in page
    rows, notes, _ = sheets(client.get("/exports/now/report-figures/?metric=received&cols=c2&cols=c4"))
    assert [text for _, text in rows[0]] == ["标题", "反映人", "收到"]
    assert rows[1][2][0] == "n", "a real date"
    assert notes["指标"] == "收到"
    whole = sheets(client.get("/exports/now/report-figures/?metric=received"))[0]
    assert len(whole[0]) == 8


def test_a_long_list_of_opinions_and_of_reports_goes_to_the_background(world, monkeypatch):
    monkeypatch.setattr(exports, "MOST", 1)
    monkeypatch.setattr(report_ledger, "MOST", 1)
    for _ in range(2):
        opinions.received(world)
        reported.sent(world)
    leader = entered(world, "leader")
    for address, name in (
        ("/figures/opinions/ledger/", "opinions"), ("/figures/reports/list/export/?metric=received", "report-figures")
    ):  # fmt: skip
        started = leader.get(address).url
        assert started.startswith(f"/exports/start/{name}/")
        answer = leader.post(started, {"metric": "received"} if "metric" in address else {})
        outbox.empty()
        export = Export.objects.get(list=name)
        assert (export.done, bool(export.finished_at)) == (2, True)
        assert answer.url == export.get_absolute_url()
        assert name == "opinions" or "metric=received" in export.query
