"""What a member notes of a fixed contact: the member's own eyes, sealed in the database, never plain, never lost."""

import base64
import io
from datetime import timedelta
from importlib import import_module

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from members import contact_jobs, contact_keys
from members.models import FixedContact, Member
from tests import world as w

TOLD = {"name": "Q王大爷Q", "place": "Q西流湾7号Q", "phone": "13900009999", "note": "Q腿脚不便Q"}


def stored():
    """Everything the database holds of fixed contacts, as one text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM members_fixedcontact")
        return repr(cursor.fetchall())


def plain(text):
    return [value for value in TOLD.values() if value in text]


@pytest.mark.django_db
def test_what_is_noted_lies_sealed_and_the_member_reads_and_corrects_it(client):
    city = w.build()
    client.force_login(city["member"].user)
    assert client.post(reverse("my-contact-new"), {"kind": "resident", **TOLD}).status_code == 302
    assert plain(stored()) == []
    row = FixedContact.objects.get()
    address = reverse("my-contact", args=[row.pk])
    assert plain(client.get(address).content.decode()) == list(TOLD.values())
    client.post(address, {"kind": "household", **TOLD, "note": "已装扶手"})
    row.refresh_from_db()
    assert row.facts() == {**TOLD, "note": "已装扶手"}
    assert TOLD["name"] not in str(row)


@pytest.mark.django_db
def test_a_name_is_asked_for_and_what_was_typed_stays(client):
    city = w.build()
    client.force_login(city["member"].user)
    page = client.post(reverse("my-contact-new"), {"kind": "resident", **TOLD, "name": ""})
    assert page.status_code == 422
    assert TOLD["note"] in page.content.decode()
    assert not FixedContact.objects.exists()


@pytest.mark.django_db
def test_new_keys_open_the_old_notes_and_a_lost_key_hides_no_page(client):
    city = w.build()
    row = FixedContact.objects.create(member=city["member"].post.member, **TOLD)
    fresh = base64.urlsafe_b64encode(b"n" * 32).decode()
    other = base64.urlsafe_b64encode(b"o" * 32).decode()
    with override_settings(CONTACT_KEYS=[fresh, contact_keys.settings.DEMO_CONTACT_KEY]):
        call_command("rotate_contacts", stdout=io.StringIO())
    with override_settings(CONTACT_KEYS=[fresh]):
        assert FixedContact.objects.get().facts() == TOLD
    client.force_login(city["member"].user)
    with override_settings(CONTACT_KEYS=[other]):
        assert "密钥已更换" in client.get(reverse("my-contacts")).content.decode()
        assert client.get(reverse("my-contact", args=[row.pk])).status_code == 200


@pytest.mark.django_db
def test_what_cannot_be_read_is_never_written_over_and_only_deleted_by_who_confirms(client):
    city = w.build()
    row = FixedContact.objects.create(member=city["member"].post.member, **TOLD)
    sealed, address = row.sealed, reverse("my-contact", args=[row.pk])
    client.force_login(city["member"].user)
    with override_settings(CONTACT_KEYS=[base64.urlsafe_b64encode(b"o" * 32).decode()]):
        page = client.get(address).content.decode()
        assert "不能修改，原来的内容没有动" in page
        assert 'name="note"' not in page
        assert client.post(address, {"kind": "resident", **TOLD, "name": "新写的"}).status_code == 422
        assert client.post(reverse("my-contact-drop", args=[row.pk])).status_code == 409
        with pytest.raises(contact_keys.Unreadable):
            FixedContact.objects.get().put(name="新写的")
        assert FixedContact.objects.get().sealed == sealed
    assert plain(client.get(address).content.decode()) == list(TOLD.values())  # the key is back
    with override_settings(CONTACT_KEYS=[base64.urlsafe_b64encode(b"o" * 32).decode()]):
        assert client.post(address, {"sure": "on"}).status_code == 302
    assert not FixedContact.objects.exists()


@pytest.mark.django_db
def test_ninety_days_after_the_seat_has_ended_they_are_deleted_and_others_stay():
    city, now = w.build(), timezone.now()
    for name in ("member", "member2"):
        FixedContact.objects.create(member=city[name].post.member, **TOLD)
    city.left("member")
    last = Member.objects.get(pk=city["member"].post.member_id).valid_to
    assert contact_jobs.forget(last + timedelta(days=90), now=now) == []
    over = last + timedelta(days=91)
    assert contact_jobs.forget(over, now=now, dry_run=True) == ["政协云江市委员会：离任委员的固定联系 1 户"]
    assert FixedContact.objects.count() == 2
    contact_jobs.forget(over, now=now)
    assert FixedContact.objects.get().member == city["member2"].post.member
    assert contact_jobs.forget(over, now=now) == []


@pytest.mark.django_db(transaction=True)
def test_the_migration_seals_every_plain_note_and_opens_it_on_the_way_back():
    name = "0003_sealed_fixed_contacts"
    change = import_module(f"members.migrations.{name}").Migration(name, "members")
    with override_settings(MIGRATION_MODULES={}):  # which the tests otherwise leave aside
        loader = MigrationLoader(connection)
        before = loader.project_state([("members", "0002_accounts_of_points")])
    member = w.build()["member"].post.member
    sealed = FixedContact.objects.create(member=member, name="早先加密的")
    with connection.schema_editor() as editor:
        change.unapply(before.clone(), editor)
    old = before.apps.get_model("members", "FixedContact")
    assert old.objects.get(pk=sealed.pk).name == "早先加密的"
    added = old.objects.create(member_id=member.pk, **TOLD)
    assert plain(stored()) == list(TOLD.values())
    with connection.schema_editor() as editor:
        change.apply(before.clone(), editor)
    assert plain(stored()) == []
    assert FixedContact.objects.get(pk=added.pk).facts() == TOLD
    assert FixedContact.objects.get(pk=sealed.pk).name == "早先加密的"
