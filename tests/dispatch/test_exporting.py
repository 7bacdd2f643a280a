"""导出: every list as a workbook, long ones in the background with progress, cancel, retry, one-time link; 常用筛选."""

import re
from datetime import date, timedelta
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from dispatch import exports
from dispatch.exporting import lists, running
from dispatch.models import Export, SavedFilter
from tests import world as w
from tests.dispatch.test_ledger import MAIN, cells
from weijianyi.notices.models import Notice
from weijianyi.work import outbox
from weijianyi.work.models import Outbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return w.build()


@pytest.fixture(autouse=True)
def place(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def entered(world, name="staff"):
    client = Client()
    client.force_login(world[name].user)
    return client


def sheets(answer):
    """([row of (kind, text)] of the list, {label: text} of 口径说明, the list as XML)."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    with ZipFile(BytesIO(content)) as book:
        raw = [book.read(f"xl/worksheets/sheet{n}.xml").decode() for n in (1, 2)]
    rows, notes = ([cells(row) for row in ElementTree.fromstring(text).iter(f"{MAIN}row")] for text in raw)
    return rows, {row[0][1]: row[1][1] for row in notes}, raw[0]


def titles(answer):
    return sorted(row[1][1] for row in sheets(answer)[0][1:])


@pytest.fixture
def short(monkeypatch):
    """A list of two rows is long already."""
    monkeypatch.setattr(exports, "MOST", 1)


@pytest.mark.parametrize(
    ("name", "who", "outsider"),
    [
        ("ledger", "staff", "handler"), ("handouts", "supervisor", "leader"), ("desks", "handler", "staff"),
        ("answered", "unitlead", "relay"), ("proposals", "head", "leader"), ("mine", "member", "staff"),
        ("supervisions", "leader", "member"), ("promises", "handler", "member"), ("pressure", "staff", "handler"),
        ("reports", "editor", "staff"), ("links", "staff", "handler"), ("claims", "leader", "member"),
        ("findings", "supervisor", "member"), ("keys", "handler", "member"), ("inquiries", "editor", "staff"),
        ("checks", "supervisor", "leader"), ("decisions", "staff", "leader"),
        ("opinions", "leader", "member"), ("report-figures", "editor", "staff"),
    ],
)  # fmt: skip
def test_each_list_is_a_workbook_for_those_who_read_it(world, name, who, outsider):
    world.released()
    client = entered(world, who)
    assert client.get(f"/exports/start/{name}/").status_code == 200
    _, said, raw = sheets(client.get(f"/exports/now/{name}/"))
    assert said["清单"] == lists.LISTS[name].label
    assert 'topLeftCell="C2"' in raw, "the head is frozen"
    assert entered(world, outsider).get(f"/exports/now/{name}/").status_code == 403


def test_days_are_dates_numbers_text_and_formulas_never_run(world):
    world.dispatched(world.submitted(title="=1+1 的事"))
    answer = entered(world).get("/exports/now/handouts/?tab=today&cols=desk_offered&cols=desk_unit")
    (head, row), _, raw = sheets(answer)
    assert [text for _, text in head] == ["编号", "标题", "承办单位", "交办"], (
        "the chosen columns, and always two"
    )
    assert [kind for kind, _ in row] == ["inlineStr", "inlineStr", "inlineStr", "n"]
    assert row[1][1] == "=1+1 的事"
    assert int(row[3][1]) == (timezone.localdate() - date(1899, 12, 30)).days
    assert "<f>" not in raw


def test_only_the_ticked_rows(world):
    first, second = world.submitted(title="甲"), world.submitted(title="乙")
    client = entered(world)
    answer = client.get("/bulk/ledger/", {"act": "export", "item": first.slug, "query": ""})
    assert answer.url == f"/exports/start/ledger/?item={first.slug}"
    assert titles(client.get(f"/exports/now/ledger/?item={first.slug}")) == ["甲"]
    assert second.title == "乙"


# -- in the background -----------------------------------------------------------------------------
def ordered(client, query="q=路灯"):
    answer = client.post(f"/exports/start/ledger/?{query}", {"q": "路灯", "cols": "author"})
    return answer, Export.objects.latest("pk")


def test_a_long_list_is_written_in_the_background(world, short):
    for n in range(3):
        world.submitted(title=f"路灯不亮 {n}")
    world.submitted(title="别的")
    client = entered(world)
    assert client.get("/exports/now/ledger/?q=路灯").url.startswith("/exports/start/ledger/?q=")
    assert "在后台导出" in client.get("/exports/start/ledger/?q=路灯").content.decode()
    answer, export = ordered(client)
    assert answer.url == export.get_absolute_url()
    page = client.get(answer.url).content.decode()
    assert 'hx-trigger="every 2s"' in page
    assert "取消导出" in page
    outbox.empty()
    export.refresh_from_db()
    assert (export.done, export.total, bool(export.finished_at)) == (3, 3, True)
    page = client.get(export.get_absolute_url()).content.decode()
    assert "every 2s" not in page
    told = Notice.objects.get(user=world["staff"].user, text="dispatch_export_end")
    assert told.title == f"导出好了：{export.name}"
    link = client.post(f"{export.get_absolute_url()}link/").url
    assert titles(client.get(link)) == [f"路灯不亮 {n}" for n in range(3)]
    assert client.get(link).status_code == 302, "once"


def test_the_link_is_its_issuers_alone_and_ends(world, short):
    world.submitted(title="路灯甲"), world.submitted(title="路灯乙")
    client = entered(world)
    _, export = ordered(client)
    outbox.empty()
    link = client.post(f"{export.get_absolute_url()}link/").url
    assert entered(world, "staff2").get(link).status_code == 404
    assert entered(world, "staff2").get(export.get_absolute_url()).status_code == 404
    assert client.get(link[:-2] + "/").status_code == 404
    client.post(f"{export.get_absolute_url()}link/")
    assert client.get(link).status_code == 302, "a newer link has taken its place"


def test_one_at_a_time_cancelled_and_ordered_again(world, short):
    client = entered(world)
    _, export = ordered(client)
    again, same = ordered(client)
    assert (again.url, same) == (export.get_absolute_url(), export), "a double click leads to the first"
    with pytest.raises(ValidationError):
        running.order("ledger", "", actor=world["staff"])
    assert running.order("handouts", "", actor=world["staff"]).list == "handouts", (
        "another list may run beside"
    )
    client.post(f"{export.get_absolute_url()}cancel/")
    outbox.empty()
    export.refresh_from_db()
    assert export.cancelled_at
    assert not export.path
    answer = client.post(f"{export.get_absolute_url()}again/")
    new = Export.objects.latest("pk")
    assert answer.url == new.get_absolute_url()
    assert new.query == export.query


def test_cancelled_while_it_is_written_leaves_no_file(world, monkeypatch, tmp_path):
    for n in range(3):
        world.submitted(title=f"第{n}件")
    monkeypatch.setattr(running, "EVERY", 1)
    export = running.order("ledger", "", actor=world["staff"])
    cells = lists.ledger.cells
    monkeypatch.setattr(lists.ledger, "cells", lambda *args: running.cancel(export) or cells(*args))
    outbox.empty()
    export.refresh_from_db()
    assert export.cancelled_at
    assert not export.finished_at
    assert not list(tmp_path.rglob("*.xlsx"))
    assert not Notice.objects.filter(text="dispatch_export_end").exists()


def test_a_failure_is_said_and_a_lost_right_ends_it(world):
    export = running.order("ledger", "", actor=world["staff"])
    posts = type(world["staff"].post).objects
    posts.filter(pk=world["staff"].post.pk).update(valid_to=timezone.localdate() - timedelta(days=1))
    outbox.empty()
    export.refresh_from_db()
    assert export.failed_at
    assert not Outbox.objects.waiting().filter(topic="export").exists(), "not tried for ever"


def test_a_run_that_died_is_taken_up_again_and_a_living_one_is_not_doubled(world):
    export = running.order("ledger", "", actor=world["staff"])
    row = Outbox.objects.get(topic="export")
    Export.objects.update(beat_at=timezone.now())
    with pytest.raises(outbox.Later):
        running.handle(row)
    Export.objects.update(beat_at=timezone.now() - timedelta(minutes=2))
    running.handle(row)
    export.refresh_from_db()
    assert export.finished_at
    running.handle(row)
    assert Export.objects.count() == 1


def test_files_are_cleared_after_a_week(world, tmp_path):
    export = running.order("ledger", "", actor=world["staff"])
    outbox.empty()
    assert len(list(tmp_path.rglob("*.xlsx"))) == 1
    now = timezone.now()
    assert running.clear_old(now.date(), now=now) == []
    later = now + timedelta(days=8)
    assert running.clear_old(later.date(), now=later, dry_run=True) == ["清理导出文件 1 份"]
    assert running.clear_old(later.date(), now=later) == ["清理导出文件 1 份"]
    assert not list(tmp_path.rglob("*.xlsx"))
    page = entered(world).get(export.get_absolute_url()).content.decode()
    assert "保留期" in page


# -- saved filters ---------------------------------------------------------------------------------
def found(client, query):
    return re.findall(r"共 (\d+) ", client.get(f"/ledger/?{query}").content.decode())[0]


def test_the_shipped_filters_find_what_they_say(world):
    late = world.working()
    world.submitted(title="待审")
    rated = world.released()
    from weijianyi.workflow import perform  # noqa: PLC0415

    perform(
        rated,
        "rate",
        actor=world["member"],
        work="satisfied",
        result="dissatisfied",
        comment="路灯还是不亮，没有来人",
    )
    client = entered(world)
    page = client.get("/ledger/").content.decode()
    for name in ("我的待办", "超期", "本周到期", "不满意"):
        assert f">{name}" in page
    assert found(client, "mine=on") == "2", "the one to review, and the redo to decide on"
    assert found(client, "grade=dissatisfied") == "1"
    assert found(client, "due=week") in {"0", "1", "2", "3"}
    assert found(client, "overdue=on") == "0"
    assert late.due_on


def test_a_filter_is_kept_shared_opens_with_the_page_and_goes(world):
    client, colleague = entered(world), entered(world, "staff2")
    client.post(
        "/ledger/filters/ledger/",
        {"name": "城管局的", "query": "q=路灯&after=xx", "shared": "on", "default": "on"},
    )
    row = SavedFilter.objects.get()
    assert row.query == "q=%E8%B7%AF%E7%81%AF", "without the page turned to"
    assert client.get("/ledger/").url == f"/ledger/?{row.query}"
    assert client.get("/ledger/?all=1").status_code == 200
    page = colleague.get("/ledger/")
    assert page.status_code == 200, "the default is one's own"
    assert "城管局的" in page.content.decode()
    assert "城管局的" not in entered(world, "leader").get("/ledger/").content.decode()
    assert colleague.post(f"/ledger/filters/ledger/{row.pk}/remove/").status_code == 404
    client.post("/ledger/filters/ledger/", {"name": "另一个", "query": "", "default": "on"})
    assert list(SavedFilter.objects.filter(default=True).values_list("name", flat=True)) == ["另一个"]
    assert client.post(f"/ledger/filters/ledger/{row.pk}/remove/").status_code == 302
    assert not SavedFilter.objects.filter(pk=row.pk).exists()
