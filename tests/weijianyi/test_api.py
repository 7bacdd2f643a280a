"""The interface for machines: keys, what a key may read, writes done once, versions, refusals, the written schema."""

import json
import os
from pathlib import Path

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from members.models import Post
from members.states import Scope
from tests import connected, world
from tests.connected import posting
from weijianyi.api import schema
from weijianyi.api.models import ApiCall, ApiKey
from weijianyi.api.service import api
from weijianyi.audit.models import Event
from weijianyi.workflow import perform

pytestmark = pytest.mark.django_db
WRITTEN = Path(__file__).parent.parent / "api_schema.json"
REPLY = {
    "facts": "已修剪。", "measures": "排查 36 株。", "result_class": "solved", "done_on": "2026-01-05",
    "contact_name": "李强", "contact_phone": "0700-6132",
}  # fmt: skip
CONTACT = {"stage": "before", "form": "phone", "held_on": "2026-01-05", "summary": "约定现场查看。"}


@pytest.fixture
def w():
    return world.build()


@pytest.fixture
def unit(w):
    return connected.key(w)[1]


@pytest.fixture
def reader(w):
    return connected.key(w, Scope.READ_ITEMS, Scope.READ_DESKS, department=None)[1]


def get(client, path, headers, **more):
    return client.get(f"/api/v1/{path}", headers={**headers, **more})


def rows(client, path, headers):
    answer = get(client, path, headers)
    assert answer.status_code == 200, answer.content
    return answer.json()["items"]


def refused(answer, code):
    assert answer.status_code == code, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    return answer.json()


# -- keys ------------------------------------------------------------------------------------------
def test_a_key_is_shown_once_and_only_its_hash_is_kept(client, w):
    client.force_login(w["admin"].user)
    said = {"name": "案件系统", "purpose": "department", "department": w.departments["城管局"].pk, "key": "f-1",
            "scopes": ["read:items", "read:assignments"], "expires_on": timezone.localdate().isoformat()}  # fmt: skip
    shown = client.post("/interfaces/new/", said)
    clear = shown.context["clear"]
    assert clear in shown.content.decode()
    assert client.post("/interfaces/new/", said).status_code == 409, "a double click makes one key"
    made = ApiKey.objects.get()
    assert clear.split("_", 2)[2] not in json.dumps(list(ApiKey.objects.values()), default=str)
    assert clear not in client.get("/interfaces/").content.decode()
    assert get(client, "items", {"Authorization": f"Bearer {clear}"}).status_code == 200
    made.refresh_from_db()
    assert made.last_used_at


@pytest.mark.parametrize(
    ("said", "sentence"),
    [({"expires_on": "2099-01-01"}, "最长 180 天"), ({"department": ""}, "请选择承办单位"),
     ({"purpose": "read", "scopes": ["write:replies"]}, "只读用途不能带"), ({"scopes": ["all"]}, "all")],
)  # fmt: skip
def test_a_key_is_issued_for_its_purpose_and_for_a_time(client, w, said, sentence):
    client.force_login(w["admin"].user)
    good = {"name": "案件系统", "purpose": "department", "department": w.departments["城管局"].pk,
            "scopes": ["read:items"], "expires_on": timezone.localdate().isoformat()}  # fmt: skip
    answer = client.post("/interfaces/new/", good | said)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not ApiKey.objects.exists()


def test_a_revoked_an_expired_and_a_wrong_key_open_nothing(client, w):
    made, headers = connected.key(w)
    wrong = {"Authorization": headers["Authorization"][:-1] + "!"}
    for bad in ({}, wrong, {"Authorization": "Bearer x"}, {"Authorization": "Bearer wjy_aaaaaaaa_b"}):
        refused(get(client, "items", bad), 401)
    with time_machine.travel(timezone.now() + timezone.timedelta(days=31)):
        refused(get(client, "items", headers), 401)
    client.force_login(w["admin"].user)
    client.post(f"/interfaces/{made.pk}/revoke/")
    refused(get(client, "items", headers), 401)
    assert client.post(f"/interfaces/{made.pk}/revoke/").status_code == 409


def test_a_client_cannot_sign_in_and_its_post_alone_has_no_rights(w):
    from suggestions.models import Item  # noqa: PLC0415
    from weijianyi.workflow import Actor  # noqa: PLC0415

    desk = w.dispatched()
    post = connected.key(w)[0].post
    assert not post.user.is_active
    assert not post.user.has_usable_password()
    person = Actor(user=post.user, post=Post.objects.with_hat().get(pk=post.pk))
    assert not Item.objects.visible_to(person).exists()
    assert not type(desk).objects.visible_to(person).exists()


# -- reading ---------------------------------------------------------------------------------------
def test_a_department_system_reads_its_own_and_a_reader_the_public_facts(client, w, unit, reader):
    own, other = w.dispatched(), w.dispatched(w.submitted(title="公交站"), lead="交通局")
    closed = w.dispatched(w.submitted(title="不公开", open_consent=False))
    w.submitted(title="还没有交办")
    assert {row["slug"] for row in rows(client, "items", unit)} == {own.item.slug, closed.item.slug}
    assert {row["slug"] for row in rows(client, "items", reader)} == {own.item.slug, other.item.slug}
    assert {row["slug"] for row in rows(client, "assignments", reader)} == {own.slug, other.slug}
    assert get(client, f"items/{own.item.slug}", unit).json()["situation"]
    assert get(client, f"items/{own.item.slug}", reader).json()["situation"] is None
    refused(get(client, f"items/{other.item.slug}", unit), 404)
    refused(get(client, f"assignments/{other.slug}", unit), 404)
    refused(get(client, f"items/{closed.item.slug}", reader), 404)
    said = get(client, "items", reader).content.decode()
    assert w["member"].user.phone not in said
    assert '"member"' not in said


def test_only_released_replies_are_read(client, w, unit):
    desk = w.signing()
    assert get(client, f"assignments/{desk.slug}/replies", unit).json() == []
    perform(desk, "sign_reply", actor=w["unitlead"])
    (reply,) = get(client, f"assignments/{desk.slug}/replies", unit).json()
    assert (reply["round"], reply["result_class"]) == (1, "solved")


def test_pages_follow_each_other_without_gaps_and_cost_the_same(client, w, unit):
    desks = [w.dispatched(w.submitted(title=f"第{n}件")).slug for n in range(5)]
    found, path = [], "assignments?limit=2"
    while path:
        said = get(client, path, unit).json()
        found += [row["slug"] for row in said["items"]]
        path = said["next"] and f"assignments?limit=2&cursor={said['next']}"
    assert found == desks
    for path in ("items", "assignments"):
        counts = []
        for limit in (1, 5):
            with CaptureQueriesContext(connection) as asked:
                assert len(rows(client, f"{path}?limit={limit}", unit)) == limit
            counts.append(len(asked))
        assert counts[0] == counts[1] <= 6, path
    refused(get(client, "items?cursor=abc", unit), 422)
    refused(get(client, "items?limit=0", unit), 422)
    refused(get(client, "items?state=nowhere", unit), 422)


def test_a_scope_that_was_not_issued_is_refused(client, w):
    desk = w.dispatched()
    headers = connected.key(w, Scope.READ_DESKS)[1]
    refused(get(client, "items", headers), 403)
    refused(posting(client, f"assignments/{desk.slug}/sign", {}, headers), 403)
    signs = connected.key(w, Scope.READ_DESKS, Scope.WRITE_DESKS)[1]
    assert posting(client, f"assignments/{desk.slug}/sign", {}, signs).status_code == 200
    refused(posting(client, f"assignments/{desk.slug}/reply", REPLY, signs), 403)


def test_an_unchanged_assignment_is_not_sent_again(client, w, unit):
    desk = w.dispatched()
    answer = get(client, f"assignments/{desk.slug}", unit)
    assert answer["ETag"] == f'"{desk.version}"'
    again = get(client, f"assignments/{desk.slug}", unit, **{"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


# -- writing ---------------------------------------------------------------------------------------
def test_a_department_system_takes_its_desk_from_offer_to_reply(client, w, unit):
    desk = w.dispatched()
    with time_machine.travel(timezone.now()):
        at = f"assignments/{desk.slug}"
        assert posting(client, f"{at}/sign", {}, unit).json()["state"] == "working"
        missing = refused(posting(client, f"{at}/reply", REPLY, unit), 422)
        assert "沟通" in json.dumps(missing["errors"], ensure_ascii=False)
        assert posting(client, f"{at}/contacts", CONTACT, unit).status_code == 200
        assert posting(client, f"{at}/reply", REPLY, unit).json()["state"] == "signing"
        assert posting(client, f"{at}/reply/sign", {}, unit).json()["state"] == "released"
        refused(posting(client, f"{at}/reply/sign", {}, unit), 409)
    events = Event.objects.of_thread(desk.thread).filter(actor_kind="client")
    assert [e.step for e in events] == ["sign", "record_contact", "send_for_signature", "sign_reply"]
    assert {e.actor_label for e in events} == {"系统"}


def test_it_may_hand_back_with_a_reason_of_the_list(client, w, unit):
    desk = w.dispatched()
    said = {"reason": "not_ours", "note": "属于园林部门职责。", "proposed_unit": "市园林中心"}
    wrong = posting(client, f"assignments/{desk.slug}/return", said | {"reason": "lazy"}, unit)
    assert "reason" in refused(wrong, 422)["errors"]
    assert posting(client, f"assignments/{desk.slug}/return", said, unit).json()["state"] == "return_asked"


def test_a_call_sent_again_is_done_once_and_other_content_under_its_key_is_refused(client, w, unit):
    desk = w.working()
    path = f"assignments/{desk.slug}/contacts"
    first = posting(client, path, CONTACT, unit, once="call-0001")
    again = [posting(client, path, CONTACT, unit, once="call-0001") for _ in range(3)]
    assert {a.content for a in again} == {first.content}
    assert desk.contacts.count() == 1
    refused(posting(client, path, CONTACT | {"summary": "别的"}, unit, once="call-0001"), 422)
    refused(posting(client, f"assignments/{desk.slug}/sign", {}, unit, once="call-0001"), 422)
    other = connected.key(w)[1]
    assert posting(client, path, CONTACT, other, once="call-0001").status_code == 200, (
        "keys are each client's own"
    )
    assert ApiCall.objects.count() == 2
    answer = client.post(f"/api/v1/{path}", "{}", content_type="application/json", headers=unit)
    assert "Idempotency-Key" in json.dumps(refused(answer, 422))


def test_a_refused_call_leaves_its_key_free(client, w, unit):
    desk = w.dispatched()
    refused(posting(client, f"assignments/{desk.slug}/reply", REPLY, unit, once="call-0002"), 409)
    assert not ApiCall.objects.exists()


def test_who_saw_an_older_version_is_told(client, w, unit):
    desk = w.dispatched()
    path = f"assignments/{desk.slug}/sign"
    refused(posting(client, path, {}, unit, **{"If-Match": '"99"'}), 412)
    assert posting(client, path, {}, unit, **{"If-Match": f'"{desk.version}"'}).status_code == 200


def test_nothing_can_be_set_that_is_not_listed(client, w, unit):
    desk = w.dispatched()
    for field in ("state", "organisation", "department", "round", "actor", "at"):
        refused(posting(client, f"assignments/{desk.slug}/sign", {field: "done"}, unit), 422)
    answer = client.post(
        f"/api/v1/assignments/{desk.slug}/sign", "{", content_type="application/json",
        headers={**unit, "Idempotency-Key": "call-0003"},
    )  # fmt: skip
    refused(answer, 400)


def test_an_author_behind_the_system_changes_nothing_about_other_departments(client, w, unit):
    other = w.dispatched(w.submitted(title="公交站"), lead="交通局")
    refused(posting(client, f"assignments/{other.slug}/sign", {}, unit), 404)


def test_too_many_calls_are_asked_to_wait(client, w, unit, monkeypatch):
    (limit,) = api.throttle
    monkeypatch.setattr(limit, "num_requests", 3)
    monkeypatch.setattr(limit, "duration", 60)
    answers = [get(client, "states", unit) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
    assert int(answers[-1]["Retry-After"]) <= 61
    assert get(client, "states", connected.key(w)[1]).status_code == 200, "another key has its own count"


# -- the schema ------------------------------------------------------------------------------------
def test_the_interface_is_the_written_one(client, unit):
    """After a change on purpose: WRITE_API=1 writes tests/api_schema.json anew."""
    said = get(client, "openapi.json", unit).json()
    if os.environ.get("WRITE_API"):
        WRITTEN.write_text(json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
    assert said == json.loads(WRITTEN.read_text())


def test_the_page_lists_every_operation(client, w):
    client.force_login(w["admin"].user)
    page = client.get("/interfaces/docs/").content.decode()
    assert all(path in page for path in schema.schema()["paths"])
