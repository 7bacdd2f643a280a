"""The interface beyond the plain desk: files, extensions, answers to numbered requests, figures."""

import hashlib
import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from dispatch.figures import counting
from dispatch.figures.period import current
from dispatch.models import Answer, Extension
from members.states import Scope
from suggestions.models import Item
from tests import connected, world
from tests.connected import posting
from tests.weijianyi.files import making
from weijianyi.files import keeping
from weijianyi.files.models import Attachment
from weijianyi.workflow import perform

pytestmark = pytest.mark.django_db
REPLY = {
    "facts": "已修剪。", "result_class": "solved", "done_on": "2026-01-05", "contact_name": "李强",
    "contact_phone": "0700-6132",
}  # fmt: skip


@pytest.fixture
def w():
    return world.build()


@pytest.fixture
def unit(w):
    return connected.key(w)[1]


@pytest.fixture
def reader(w):
    return connected.key(w, Scope.READ_ITEMS, Scope.READ_DESKS, department=None)[1]


def get(client, path, headers):
    return client.get(f"/api/v1/{path}", headers=headers)


def adding(client, desk, upload, headers, once=None, **said):
    return client.post(
        f"/api/v1/assignments/{desk.slug}/attachments", {"kind": "photo", "file": upload, **said},
        headers={**headers, "Idempotency-Key": once or uuid.uuid4().hex},
    )  # fmt: skip


# -- files -----------------------------------------------------------------------------------------
def test_a_department_adds_a_photo_and_reads_it_again(client, w, unit):
    desk = w.working()
    kept = adding(client, desk, making.photo(), unit, purpose="after")
    assert kept.status_code == 200, kept.content
    (row,) = get(client, f"assignments/{desk.slug}/attachments", unit).json()
    assert (row["slug"], row["sha256"]) == (kept.json()["slug"], kept.json()["sha256"])
    assert (row["kind"], row["purpose"], row["name"]) == ("photo", "after", "现场.jpg")
    content = b"".join(
        get(client, f"assignments/{desk.slug}/attachments/{row['slug']}", unit).streaming_content
    )
    assert hashlib.sha256(content).hexdigest() == row["sha256"]


def test_a_file_sent_again_under_its_key_is_kept_once_and_another_one_is_refused(client, w, unit):
    desk = w.working()
    answers = [adding(client, desk, making.photo(), unit, once="file-0001") for _ in range(3)]
    assert {a.status_code for a in answers} == {200}
    assert len({a.content for a in answers}) == 1
    assert Attachment.objects.of(desk).count() == 1
    other = SimpleUploadedFile("现场.jpg", making.jpeg("blue"))
    assert adding(client, desk, other, unit, once="file-0001").status_code == 422


def test_files_are_checked_as_everywhere_and_in_time_only(client, w, unit):
    desk = w.working()
    bad = adding(client, desk, SimpleUploadedFile("a.jpg", making.HTML), unit)
    assert bad.status_code == 422
    assert "照片" in bad.json()["errors"]["file"][0]
    reads = connected.key(w, Scope.READ_DESKS)[1]
    assert adding(client, desk, making.photo(), reads).status_code == 403
    other = w.dispatched(w.submitted(title="公交站"), lead="交通局")
    assert adding(client, other, making.photo(), unit).status_code == 404
    w.released(desk)
    assert adding(client, desk, making.photo(), unit).status_code == 409
    assert not Attachment.objects.of(desk).exists()


def test_whoever_reads_public_facts_gets_the_files_with_the_reply_and_none_of_the_item(
    client, w, unit, reader
):
    desk = w.working()
    item = Item.objects.get(pk=desk.item_id)
    keeping.keep(item, keeping.read(making.photo(), "photo"), actor=w["member"])
    added = adding(client, desk, making.photo(), unit).json()["slug"]
    own = get(client, f"items/{item.slug}/attachments", unit).json()[0]["slug"]
    assert b"".join(get(client, f"items/{item.slug}/attachments/{own}", unit).streaming_content)
    assert get(client, f"items/{item.slug}/attachments", reader).json() == []
    assert get(client, f"items/{item.slug}/attachments/{own}", reader).status_code == 403
    assert get(client, f"assignments/{desk.slug}/attachments", reader).json() == []
    assert get(client, f"assignments/{desk.slug}/attachments/{added}", reader).status_code == 403
    w.released(desk)
    assert [a["slug"] for a in get(client, f"assignments/{desk.slug}/attachments", reader).json()] == [added]
    # A file is found under its owner only.
    assert get(client, f"items/{item.slug}/attachments/{added}", unit).status_code == 404


def test_a_photo_is_added_to_a_record_of_contact_and_read_by_the_unit_alone(client, w, unit, reader):
    desk = w.working()
    w.contact(desk)
    (row,) = get(client, f"assignments/{desk.slug}/contacts", unit).json()
    path = f"assignments/{desk.slug}/contacts/{row['id']}/attachments"
    head = unit | {"Idempotency-Key": "photo-0001"}
    kept = [client.post(f"/api/v1/{path}", {"file": making.photo()}, headers=head) for _ in range(2)]
    assert {k.status_code for k in kept} == {200}, kept[0].content
    assert [a["slug"] for a in get(client, path, unit).json()] == [kept[0].json()["slug"]]
    (shown,) = get(client, f"assignments/{desk.slug}/contacts", unit).json()[0]["photos"]
    assert shown["sha256"] == kept[0].json()["sha256"]
    assert b"".join(get(client, f"{path}/{kept[0].json()['slug']}", unit).streaming_content)
    w.released(desk)
    for one in ("", f"/{row['id']}/attachments", f"/{row['id']}/attachments/{kept[0].json()['slug']}"):
        assert get(client, f"assignments/{desk.slug}/contacts{one}", reader).status_code == 403
    assert (
        client.post(
            f"/api/v1/{path}", {"file": making.photo()}, headers=unit | {"Idempotency-Key": "photo-0002"}
        ).status_code
        == 409
    )


def test_a_key_that_only_reads_opens_its_own_units_files_like_a_colleague(client, w, unit):
    desk = w.working()
    added = adding(client, desk, making.photo(), unit).json()["slug"]
    reads = connected.key(w, Scope.READ_DESKS)[1]
    assert [a["slug"] for a in get(client, f"assignments/{desk.slug}/attachments", reads).json()] == [added]
    assert b"".join(get(client, f"assignments/{desk.slug}/attachments/{added}", reads).streaming_content)
    client.force_login(w["handler"].user)
    assert b"".join(client.get(f"/files/{added}/").streaming_content)


# -- extensions ------------------------------------------------------------------------------------
def test_a_department_asks_for_more_time_and_reads_what_was_decided(client, w, unit, reader):
    desk = w.working()
    path, until = f"assignments/{desk.slug}", (desk.due_on + timedelta(days=3)).isoformat()
    early = {"until": desk.due_on.isoformat(), "reason": "等配件。"}
    assert posting(client, f"{path}/extension", early, unit).json()["errors"] == {
        "until": ["新的期限应当晚于原期限。"]
    }
    asked = posting(client, f"{path}/extension", {"until": until, "reason": "等配件。"}, unit)
    assert asked.status_code == 200, asked.content
    assert posting(client, f"{path}/extension", {"until": until, "reason": "再等。"}, unit).status_code == 409
    (row,) = get(client, f"{path}/extensions", unit).json()
    assert (row["until"], row["decision"], row["reason"]) == (until, "", "等配件。")
    desk.refresh_from_db()
    perform(desk, "grant_extension", actor=w["staff"], opinion="同意。")
    (row,) = get(client, f"{path}/extensions", unit).json()
    assert (row["decision"], row["opinion"]) == ("granted", "同意。")
    assert get(client, path, unit).json()["due_on"] >= until  # a day off is moved on
    assert get(client, f"{path}/extensions", reader).status_code == 403
    assert Extension.objects.count() == 1


# -- answers to numbered requests --------------------------------------------------------------------
def asked_twice(w):
    item = w.submitted(advice="1. 修剪枝条。\n2. 排查周边树木。")
    desk = w.contact(w.working(w.dispatched(item)))
    return desk


def test_each_request_is_answered_by_its_number(client, w, unit, reader):
    desk = asked_twice(w)
    path = f"assignments/{desk.slug}"
    asked = get(client, f"items/{desk.item.slug}", unit).json()["requests"]
    assert [(r["number"], r["text"]) for r in asked] == [(1, "修剪枝条。"), (2, "排查周边树木。")]
    assert get(client, f"items/{desk.item.slug}", reader).json()["requests"] is None
    answers = [
        {"number": 1, "text": "已修剪。", "outcome": "done"},
        {"number": 2, "text": "列入计划。", "outcome": "planned", "planned_on": "2099-03-01"},
    ]
    said = posting(client, f"{path}/reply", REPLY | {"answers": answers[:1]}, unit)
    assert said.status_code == 422
    assert said.json()["errors"]["answers.2.text"] == ["请答复第 2 条建议。"]
    undated = [answers[0], answers[1] | {"planned_on": None}]
    said = posting(client, f"{path}/reply", REPLY | {"answers": undated}, unit).json()
    assert list(said["errors"]) == ["answers.2.planned_on"]
    for wrong in (answers + answers[:1], [*answers, answers[0] | {"number": 3}]):
        assert (
            "answers" in posting(client, f"{path}/reply", REPLY | {"answers": wrong}, unit).json()["errors"]
        )
    assert not Answer.objects.exists()
    assert posting(client, f"{path}/reply", REPLY | {"answers": answers}, unit).status_code == 200
    assert posting(client, f"{path}/reply/sign", {}, unit).json()["state"] == "released"
    (reply,) = get(client, f"{path}/replies", unit).json()
    assert [(a["number"], a["outcome"], a["planned_on"]) for a in reply["answers"]] == [
        (1, "done", None), (2, "planned", "2099-03-01"),
    ]  # fmt: skip


def test_an_answer_to_nothing_is_refused(client, w, unit):
    desk = w.contact(w.working())
    said = REPLY | {"answers": [{"number": 1, "text": "已修剪。", "outcome": "done"}]}
    assert "answers" in posting(client, f"assignments/{desk.slug}/reply", said, unit).json()["errors"]


# -- figures ---------------------------------------------------------------------------------------
def told(client, headers, query=""):
    answer = get(client, f"figures{query}", headers)
    assert answer.status_code == 200, answer.content
    return {f["key"]: f["value"] for f in answer.json()["figures"]}


def test_figures_are_of_what_the_key_reads_and_the_same_as_on_the_pages(client, w, unit, reader):
    w.released()
    w.dispatched(w.submitted(title="第二件"))
    w.dispatched(w.submitted(title="不公开", open_consent=False))
    w.dispatched(w.submitted(title="公交站"), lead="交通局")
    numbers = told(client, unit)
    assert (numbers["desk_offered"], numbers["desk_answered"], numbers["class_A"]) == (3, 1, 1)
    assert (numbers["dispatched"], numbers["desk_open"]) == (3, 2)
    assert told(client, reader)["desk_offered"] == 3, "both units, without what is not public"
    period = current("year", timezone.now())
    assert counting.numbers(w["staff"], period)["desk_offered"] == 4
    assert not {"desk_satisfied", "desk_rated", "lapsed"} & set(numbers), "no verdicts"
    assert told(client, unit, "?first=2019-01-01&last=2019-12-31")["desk_offered"] == 0
    assert told(client, unit, "?kind=proposal")["desk_offered"] == 0
    assert get(client, "figures?first=2026-02-01&last=2026-01-01", unit).status_code == 422
    assert get(client, "figures?first=1800-01-01", unit).status_code == 422
    only_items = connected.key(w, Scope.READ_ITEMS)[1]
    assert set(told(client, only_items)) == {"dispatched", "replied", "closed", "open"}
    assert get(client, "figures", connected.key(w, Scope.WRITE_DESKS)[1]).status_code == 403
