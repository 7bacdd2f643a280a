"""Sealed exchange files: the same messages on disk; twice is once; what is wrong is refused whole (lessons b-12)."""

import io
import json
import zipfile

import pytest
from django.core.management import CommandError, call_command

from dispatch.linkage import exchange, keys, sealing
from dispatch.linkage.sealing import Refused
from dispatch.models import Arrival, ExchangeFile, LinkMessage, OrganisationKey
from suggestions.models import Item, ItemLink
from tests import linked, two_places
from tests import world as w
from weijianyi.files.models import Attachment
from weijianyi.workflow import SYSTEM_ACTOR, perform

pytestmark = pytest.mark.django_db
SATISFIED = {"work": "satisfied", "result": "satisfied"}


@pytest.fixture
def places():
    return two_places.Places(w.build())


@pytest.fixture
def offered(places):
    """(places, source, bytes): the province passes its member's matter to a city without a line."""
    world = places.go("there").world
    source = world.draft("pmember", title="早日出台商转公直转业务")
    two_places.attached(source, world["pmember"])
    source = perform(source, "submit", actor=world["pmember"], declared=True)
    source = perform(
        source, "pass_on", actor=world["pstaff"], organisation=places.there["c"], note="请审核交办。"
    )
    linked.carry()
    _, raw = exchange.exported(source.links_out.get(), places.there["p"])
    return places, source, raw


def changed(raw, **members):
    """The zip with some entries replaced (None: left out) or added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            if name not in members:
                new.writestr(name, old.read(name))
        for name, content in members.items():
            if content is not None:
                new.writestr(name, content)
    return buffer.getvalue()


def resigned(places, raw, edit):
    """A file whose messages were changed by the rightful sender."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        rows = json.loads(archive.read(sealing.MESSAGES))
        head = json.loads(archive.read(sealing.MANIFEST))
        box = {
            n.partition("/")[2]: archive.read(n) for n in archive.namelist() if n.startswith("attachments/")
        }
    edit(head, rows)
    head.pop("files"), head.pop("format")
    return sealing.sealed(keys.current(places.there["p"]), head, rows, box)[0]


def counts():
    return [m.objects.count() for m in (Item, ItemLink, Arrival, LinkMessage, Attachment, ExchangeFile)]


def test_out_and_back_by_files_to_the_rating(offered):
    places, source, raw = offered
    world = places.go("here").world
    made = exchange.imported(raw, world.city, world["staff"].user)
    assert (made.messages, made.fresh) == (1, 1)
    arrival = Arrival.objects.get(organisation=world.city)
    assert (arrival.state, str(arrival), arrival.sender) == (
        "waiting",
        "早日出台商转公直转业务",
        world.province,
    )
    assert [a.name for a in Attachment.objects.of(arrival)] == ["方案.pdf"]
    item = linked.received(world, arrival)
    assert [a.name for a in Attachment.objects.of(item)] == ["方案.pdf"]
    assert item.authorships.get().member_id is None, "keys of the far place mean nothing here"
    unit = world.released(world.working(world.dispatched(item)))
    linked.carry()
    _, back = exchange.exported(arrival.link, world.city)

    places.go("there")
    made = exchange.imported(back, places.there["p"])
    assert made.fresh == made.messages >= 3
    desk = source.desks.get()
    assert (linked.again(source).state, desk.state, desk.link.far_number) == (
        "answered",
        "released",
        item.reference,
    )
    perform(desk, "rate", actor=world["pmember"], **SATISFIED)
    perform(desk, "close", actor=SYSTEM_ACTOR)
    linked.carry()
    _, last = exchange.exported(desk.link, places.there["p"])

    places.go("here")
    assert exchange.imported(last, world.city).fresh == 1
    assert linked.again(item).state == "closed"
    assert unit.last_released.ratings.get(dimension="result").grade == "satisfied"


def test_importing_twice_changes_nothing_and_says_so(offered, capsys, tmp_path):
    places, _, raw = offered
    places.go("here")
    exchange.imported(raw, places.here["c"])
    before = counts()[:-1]
    path = tmp_path / "f.zip"
    path.write_bytes(raw)
    call_command("exchange", "import", str(path), organisation="c")
    assert "没有改动任何内容" in capsys.readouterr().out
    assert counts()[:-1] == before


WRONG = {
    "cut off": (lambda raw: raw[: len(raw) // 2], "损坏"),
    "no zip": (lambda raw: b"hello", "损坏"),
    "unsigned": (lambda raw: changed(raw, **{"signature.json": None}), "缺少 signature.json"),
    "signature of nothing": (
        lambda raw: changed(raw, **{"signature.json": json.dumps({"fingerprint": "x", "signature": "00"})}),
        "不是江南政协登记的密钥",
    ),
    "messages changed": (lambda raw: changed(raw, **{"messages.json": b"[]"}), "校验值"),
    "manifest changed": (lambda raw: rewritten(raw, case="23456789AB"), "签名与内容不符"),
    "to somebody else": (lambda raw: rewritten(raw, to="x"), "不是给"),
    "from somebody else": (lambda raw: rewritten(raw, **{"from": "x"}), "没有在本会登记公钥"),
    "way out of the folder": (lambda raw: changed(raw, **{"../../etc/passwd": b"x"}), "不该出现"),
    "absolute path": (lambda raw: changed(raw, **{"/attachments/a": b"x"}), "不该出现"),
    "something more": (lambda raw: changed(raw, **{f"attachments/{'a' * 64}": b"x"}), "与清单不一致"),
    "not JSON": (lambda raw: changed(raw, **{"manifest.json": b"{" * 100_000}), "不能读取"),
    "bomb": (lambda raw: bomb(), "太大"),
    "many": (lambda raw: changed(raw, **{f"attachments/{n:064x}": b"" for n in range(200)}), "太大或条目太多"),
}  # fmt: skip


def rewritten(raw, **fields):
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        head = json.loads(archive.read("manifest.json")) | fields
    return changed(raw, **{"manifest.json": json.dumps(head)})


def bomb():
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("messages.json", "w") as entry,
    ):
        for _ in range(260):
            entry.write(bytes(sealing.MEGABYTE))
    return buffer.getvalue()


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_with_the_file_refuses_it_whole(offered, name):
    places, _, raw = offered
    spoil, reason = WRONG[name]
    places.go("here")
    before = counts()
    with pytest.raises(Refused, match=reason):
        exchange.imported(spoil(raw), places.here["c"])
    assert counts() == before


EDITS = {
    "an author without a name": (lambda head, rows: rows[0]["body"].update(authors=[{}]), "署名不完整"),
    "a file that is not there": (lambda head, rows: rows[0]["body"]["files"][0].update(sha256="0" * 64), "缺少附件"),
    "another number": (lambda head, rows: rows[0].update(number=2), "序号"),
    "the future": (lambda head, rows: rows[0].update(occurred_at="2199-01-01T00:00:00+08:00"), "将来"),
    "no offer": (lambda head, rows: rows[0].update(kind="recall", body={"reason": "x"}), "先导入转出"),
    "too long": (lambda head, rows: rows[0]["body"].update(title="长" * 61), "太长"),
    "a case code that is none": (lambda head, rows: head.update(case="AAAAAAAAAA"), "编码不对"),
}  # fmt: skip


@pytest.mark.parametrize("name", EDITS)
def test_nonsense_of_a_trusted_sender_is_refused_as_well(offered, name):
    places, _, raw = offered
    edit, reason = EDITS[name]
    raw = resigned(places, raw, edit)
    places.go("here")
    before = counts()
    with pytest.raises(Refused, match=reason):
        exchange.imported(raw, places.here["c"])
    assert counts() == before


def test_the_same_number_with_other_words_is_refused(offered):
    places, _, raw = offered
    other = resigned(
        places, raw, lambda head, rows: rows[0].update(uid="00000000-0000-4000-8000-000000000000")
    )
    places.go("here")
    exchange.imported(raw, places.here["c"])
    with pytest.raises(Refused, match="同一序号"):
        exchange.imported(other, places.here["c"])


def test_pages_of_the_exchange(offered, client):
    places, _, raw = offered
    world = places.go("here").world
    client.force_login(world["staff"].user)
    upload = io.BytesIO(raw)
    upload.name = "交换文件.zip"
    answer = client.post("/links/exchange/", {"file": upload}, follow=True)
    assert "接收回执" in answer.content.decode()
    assert ItemLink.objects.get(arrival__isnull=False).from_item.case.code in answer.content.decode()
    linked.received(world, Arrival.objects.get(organisation=world.city))
    page = client.get("/links/exchange/").content.decode()
    assert "还没有送出" in page
    link = ItemLink.objects.get(arrival__isnull=False)
    answer = client.post(f"/links/exchange/{link.code}/file/")
    assert zipfile.ZipFile(io.BytesIO(answer.content)).namelist()[0] == "manifest.json"
    upload = io.BytesIO(b"broken")
    upload.name = "x.zip"
    answer = client.post("/links/exchange/", {"file": upload})
    assert (answer.status_code, "损坏" in answer.content.decode()) == (422, True)


def test_keys_are_kept_unreadable_and_partners_registered_by_the_admin(client):
    world = w.build()
    client.force_login(world["admin"].user)
    assert client.post("/links/keys/", {"act": "key"}).status_code == 302
    key = OrganisationKey.objects.get()
    assert key.public not in key.sealed
    assert keys.verified(key.public, keys.sign(key, b"x"), b"x")
    assert not keys.verified(key.public, keys.sign(key, b"x"), b"y")
    answer = client.post("/links/keys/", {"act": "partner", "other": world.county.pk, "public": key.public})
    assert answer.status_code == 422, "the county works in this very system"
    world.county.children.model.objects.create(
        code="y", name="政协临江县委员会", short_name="临江县政协", level="county", parent=world.city
    )
    far = world.county.children.model.objects.get(code="y")
    assert client.post("/links/keys/", {"act": "partner", "other": far.pk, "public": "zz"}).status_code == 422
    assert (
        client.post("/links/keys/", {"act": "partner", "other": far.pk, "public": key.public}).status_code
        == 302
    )
    assert keys.partner_of(world.city, far) is not None
    client.force_login(world["staff"].user)
    assert client.get("/links/keys/").status_code == 403


def test_the_command_makes_keys_and_names_what_is_missing():
    w.build()
    with pytest.raises(CommandError, match="没有代码"):
        call_command("exchange", "key", organisation="nobody")
    with pytest.raises(CommandError, match="没有找到这件流转"):
        call_command("exchange", "export", "nothing", organisation="c")
