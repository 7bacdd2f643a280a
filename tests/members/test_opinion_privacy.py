"""Who meets what a resident told: contacts on a click with a reason, and nowhere else; canaries through everything."""

import base64
import io
import logging
import zipfile

import pytest
from django.core import serializers
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse
from django.utils import timezone

from members import contact_keys
from members.models import Opinion, OpinionContact, StudioMember
from members.opinions import receipts
from suggestions.models import Item
from tests import opinions
from tests.weijianyi.telling import digest
from weijianyi.audit.models import Event
from weijianyi.notices.models import Notice
from weijianyi.workflow import perform

pytestmark = pytest.mark.django_db
NAME, PHONE = "群众独名", "13700001234"
CANARIES = (NAME, PHONE)
PERSONAS = (
    "member", "member2", "operator", "staff", "head", "editor", "leader", "supervisor", "handler", "unitlead",
    "handler2", "relay", "county", "province", "admin", "auditor", "informant", "liaison",
)  # fmt: skip
MAY_SEE = {"liaison", "staff", "head"}


def client(w, name):
    found = Client(raise_request_exception=False)
    found.force_login(w[name].user)
    return found


def text_of(answer):
    raw = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if raw[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            raw = b" ".join(packed.read(name) for name in packed.namelist())
    return raw.decode("utf-8", "ignore") + str(answer.headers)


def leaks(text):
    return [word for word in CANARIES if word in text]


def told(w, **said):
    return opinions.received(w, name=NAME, phone=PHONE, **said)


def test_field_matrix_contact_is_shown_on_click_with_a_reason_to_three_roles_and_nobody_else(w):
    url = f"/opinions/{told(w).slug}/contact/"
    seen = set()
    for name in PERSONAS:
        asked = client(w, name).get(url)
        assert not leaks(text_of(asked)), name  # asking shows nothing
        before = Event.objects.filter(step="show_contact").count()
        empty = client(w, name).post(url, {"reason": ""})
        assert not leaks(text_of(empty))
        assert Event.objects.filter(step="show_contact").count() == before
        shown = client(w, name).post(url, {"reason": "电话核实地点"})
        if leaks(text_of(shown)):
            seen.add(name)
            event = Event.objects.filter(step="show_contact").last()
            assert event.post == w[name].post
            assert event.note == "电话核实地点"
            assert event.internal
            assert "no-store" in shown["Cache-Control"]
    assert seen == MAY_SEE
    assert Event.objects.filter(step="show_contact").count() == len(MAY_SEE)


def test_the_liaison_of_another_studio_sees_neither_text_nor_contact(w):
    from members.states import Role  # noqa: PLC0415 -- only here

    w.person("liaison2", Role.LIAISON)
    url = f"/opinions/{told(w).slug}/"
    assert client(w, "liaison2").get(url).status_code == 404
    assert client(w, "liaison2").post(f"{url}contact/", {"reason": "看看"}).status_code == 404


@pytest.mark.parametrize("pass_on", [False, True])
def test_a_department_sees_the_contact_only_with_consent_and_on_record(w, pass_on):
    desk = opinions.inquiry_desk(opinions.asked(w, told(w, pass_on=pass_on)))
    url = f"/desks/{desk.slug}/resident/"
    assert not leaks(text_of(client(w, "handler").get(url)))
    shown = text_of(client(w, "handler").post(url, {"reason": "约时间上门"}))
    assert leaks(shown) == (list(CANARIES) if pass_on else [])
    assert Event.objects.filter(step="pass_contact", post=w["handler"].post).count() == int(pass_on)
    for other in ("handler2", "member", "leader", "staff"):
        assert not leaks(text_of(client(w, other).post(url, {"reason": "看看"})))


@pytest.mark.long
def test_residents_data_appear_in_no_page_export_notice_event_or_log(w, caplog):
    caplog.set_level(logging.DEBUG)
    first = told(w)
    opinions.closed(w, first)
    asked = opinions.asked(w, told(w, text="请问小区门口能不能装监控。", pass_on=True))
    turned = opinions.turned(w, told(w, text="罗溪巷积水。"))
    perform(told(w, text="广告"), "mark_spam", actor=w["liaison"], reason=f"来电 {PHONE} 核实过")
    w.released(w.working(opinions.inquiry_desk(asked)))
    digest()
    slugs = [o.slug for o in Opinion.objects.all()]
    desk, draft = opinions.inquiry_desk(asked), turned.made.get().item
    pages = [
        "/opinions/", "/opinions/?tab=working", "/opinions/?tab=told", "/opinions/?tab=closed",
        "/opinions/?tab=doubtful",
        f"/opinions/?q={PHONE[:4]}", "/figures/opinions/", "/figures/opinions/list/?metric=received",
        "/figures/opinions/ledger/", "/inbox/",
        "/search/?q=罗溪", "/ledger/export/", "/reports/ledger/export/", f"/items/{draft.slug}/",
        f"/items/{draft.slug}/edit/",
        f"/items/{desk.item.slug}/", f"/items/{desk.item.slug}/print/", f"/desks/{desk.slug}/",
        *(f"/opinions/{slug}/" for slug in slugs), *(f"/steps/opinion/{slug}/answer/" for slug in slugs),
    ]  # fmt: skip
    for name in PERSONAS:
        mine = client(w, name)
        for url in pages:
            answer = mine.get(url)
            assert answer.status_code < 500, (name, url)
            assert not leaks(text_of(answer).replace(url, "")), (name, url)
    rows = serializers.serialize("json", [*Event.objects.all(), *Notice.objects.all(), *Item.objects.all()])
    assert not leaks(rows)
    assert not leaks(caplog.text)
    assert "（号码）" in Event.objects.get(step="mark_spam").note
    assert not leaks(serializers.serialize("json", [*Opinion.objects.all(), *OpinionContact.objects.all()]))


def test_the_receipt_code_is_shown_to_no_colleague(w):
    opinion = told(w)
    for name in ("liaison", "staff", "member", "leader"):
        assert opinion.receipt not in client(w, name).get(f"/opinions/{opinion.slug}/").content.decode()


def test_a_changed_key_opens_what_was_sealed_before_and_seals_anew(w):
    opinion = told(w)
    fresh = base64.urlsafe_b64encode(b"k" * 32).decode()
    with override_settings(CONTACT_KEYS=[fresh, contact_keys.settings.DEMO_CONTACT_KEY]):
        assert opinion.contact.facts()["phone"] == PHONE
        call_command("rotate_contacts", stdout=io.StringIO())
    with override_settings(CONTACT_KEYS=[fresh]):
        assert OpinionContact.objects.get().facts()["phone"] == PHONE
        assert receipts.look_up(opinion.receipt, PHONE[-4:], "x") == opinion
    with pytest.raises(contact_keys.Unreadable):
        OpinionContact.objects.get().facts()


@pytest.mark.parametrize(
    ("keys", "wrong"), [([], "members.E001"), (["short"], "members.E002"), (None, "members.E001")]
)
def test_production_does_not_start_without_keys_of_its_own(keys, wrong):
    keys = [contact_keys.settings.DEMO_CONTACT_KEY] if keys is None else keys
    with override_settings(PRODUCTION=True, CONTACT_KEYS=keys):
        assert [e.id for e in contact_keys.check(None)] == [wrong]


def test_lists_and_pages_ask_the_same_number_of_statements_for_3_and_for_50(w):
    liaison = client(w, "liaison")
    liaison.get("/opinions/")  # the rulebook and the content types are read

    def count(url):
        with CaptureQueriesContext(connection) as queries:
            assert liaison.get(url).status_code == 200
        return len(queries)

    numbers = []
    for more in (3, 47):
        for n in range(more):
            opinions.received(w, f"第{n}件事", marks=["quick"] if n % 3 == 0 else ())
        numbers.append([count("/opinions/"), count("/opinions/?tab=doubtful"), count("/figures/opinions/")])
    print("statements of list, doubtful, figures:", numbers)
    assert numbers[0] == numbers[1]
    assert max(numbers[0]) <= 9


def test_writing_down_what_somebody_said_in_the_room(w):
    studio = opinions.studio(w)
    StudioMember.objects.filter(studio=studio).update(convenor=False)
    facts = {
        "studio": studio.pk, "channel": "onsite", "on": timezone.localdate(), "text": "低保怎么申请？",
        "reply_by": "phone",
        "phone": PHONE, "name": NAME,
    }  # fmt: skip
    assert client(w, "liaison").post("/opinions/new/", facts | {"text": ""}).status_code == 422
    assert client(w, "member").post("/opinions/new/", facts).status_code == 302
    opinion = Opinion.objects.get()
    assert opinion.state == "taken"
    assert opinion.channel == "onsite"
    assert opinion.entered_by == w["member"].post
    assert client(w, "member2").post("/opinions/new/", facts).status_code == 422  # not a studio of theirs


def test_the_office_sorts_a_whole_group_at_once_and_a_second_click_changes_nothing(w):
    rows = [opinions.received(w, f"低价办证{n}", marks=["alike"]) for n in range(4)]
    staff, url = client(w, "staff"), f"/opinions/{rows[0].slug}/sort/"
    for _ in range(2):
        staff.post(url, {"name": "mark_spam", "key": "k1"})
    assert Opinion.objects.filter(state="spam").count() == 4
    assert Event.objects.filter(step="mark_spam").count() == 4
    real = opinions.received(w, "路灯坏了", marks=["quick"])
    staff.post(f"/opinions/{real.slug}/sort/", {"name": "clear", "key": "k2"})
    real.refresh_from_db()
    assert real.suspicion == ""
    assert (real.delete_after - timezone.localdate()).days == 365


def test_a_lost_key_hides_no_page_from_the_resident(w):
    link = receipts.own_link(opinions.received(w))
    with override_settings(CONTACT_KEYS=[base64.urlsafe_b64encode(b"o" * 32).decode()]):
        page = Client().get(reverse("opinion-own", args=[link]))
    assert page.status_code == 200
    assert "密钥已更换，读不出" in page.content.decode()


def test_with_a_lost_key_looking_up_finds_nothing_and_lets_nobody_through(w, monkeypatch):
    opinion, told = opinions.received(w), []
    monkeypatch.setattr(receipts.logger, "error", lambda *words: told.append(words[1]))
    with override_settings(CONTACT_KEYS=[base64.urlsafe_b64encode(b"o" * 32).decode()]):
        for second in ("0186", ""):
            said = {"code": opinion.receipt, "second": second}
            assert Client().post(reverse("opinion-lookup"), said).status_code == 422
    assert set(told) == {opinion.pk}
    assert Client().post(reverse("opinion-lookup"), said | {"second": "0186"}).status_code == 302
