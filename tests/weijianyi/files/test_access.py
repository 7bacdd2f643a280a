"""Who may read, add and remove; not visible is 404, not allowed is 403."""

from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls import reverse

from tests.weijianyi.files.making import (
    DOCUMENT,
    PDF,
    actor,
    fetch,
    pdf,
    photo,
    upload_url,
)
from weijianyi.files import keeping
from weijianyi.files.models import Attachment

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["files-download", "files-thumb", "files-view"])
@pytest.mark.parametrize(
    ("username", "owner_name", "answer"),
    [
        ("reader", "matter", 200),
        ("office", "matter", 200),
        ("stranger", "matter", 404),  # not visible
        ("stranger", "open matter", 403),  # visible, not his
    ],
)
def test_a_file_is_read_like_its_owner(
    client, group, kept, reader, office, stranger, name, username, owner_name, answer
):
    Group.objects.filter(pk=group.pk).update(name=owner_name)
    client.force_login(get_user_model().objects.get(username=username))
    assert fetch(client, reverse(name, args=[kept.slug])).status_code == answer


def test_a_file_asks_for_a_login(client, kept):
    for name in ("files-download", "files-thumb", "files-view"):
        assert fetch(client, reverse(name, args=[kept.slug])).status_code == 302
    assert client.post(reverse("files-remove", args=[kept.slug])).status_code == 302


def test_not_there_and_not_yours_look_alike(client, kept, stranger):
    client.force_login(stranger)
    for slug in (kept.slug, "x" * len(kept.slug)):
        answer = fetch(client, reverse("files-download", args=[slug]))
        assert answer.status_code == 404
        assert kept.name not in answer.body.decode()


@pytest.mark.parametrize(
    ("username", "owner_name", "answer"),
    [
        ("office", "matter", 302),
        ("reader", "matter", 403),
        ("stranger", "matter", 404),
        ("stranger", "open", 403),
    ],
)
def test_only_who_may_attach_adds_and_removes(
    client, group, kept, reader, office, stranger, username, owner_name, answer
):
    Group.objects.filter(pk=group.pk).update(name=owner_name)
    client.force_login(get_user_model().objects.get(username=username))
    assert client.post(upload_url(group), {"photos": photo()}).status_code == answer
    assert Attachment.objects.of(group).count() == (2 if answer == 302 else 1)
    assert client.post(reverse("files-remove", args=[kept.slug])).status_code == answer
    assert Attachment.objects.of(group).count() == 1


def test_a_voided_file_is_gone_for_everybody(client, kept, office):
    keeping.void(kept, actor(office))
    client.force_login(office)
    for name in ("files-download", "files-thumb", "files-view"):
        assert fetch(client, reverse(name, args=[kept.slug])).status_code == 404


@pytest.mark.parametrize(
    "where", ["auth.permission/1", "auth.group/x", "auth.group/999", "no.model/1", "nolabel/1"]
)
def test_an_owner_that_takes_no_files_is_not_there(client, office, where):
    client.force_login(office)
    label, key = where.split("/")
    url = reverse("files-upload", args=[label, key]) + "?kind=photo"
    assert client.post(url, {"photos": photo()}).status_code == 404


@pytest.mark.parametrize("query", ["?kind=video", "?kind=photo&purpose=evil", ""])
def test_an_unknown_kind_or_purpose_is_not_there(client, group, office, query):
    client.force_login(office)
    url = reverse("files-upload", args=["auth.group", group.pk]) + query
    assert client.post(url, {"photos": photo()}).status_code == 404


def test_get_changes_nothing(client, group, kept, office):
    client.force_login(office)
    assert fetch(client, upload_url(group)).status_code == 405
    assert fetch(client, reverse("files-remove", args=[kept.slug])).status_code == 405


def test_a_photo_is_shown_and_a_document_is_saved(client, kept, paper, reader):
    client.force_login(reader)
    shown = fetch(client, reverse("files-download", args=[kept.slug]))
    saved = fetch(client, reverse("files-download", args=[paper.slug]))
    assert shown["Content-Type"] == "image/jpeg"
    assert shown["Content-Disposition"].startswith("inline")
    assert saved["Content-Disposition"] == "attachment; filename*=utf-8''%E6%96%B9%E6%A1%88.pdf"
    assert saved.body == PDF
    for answer in (shown, saved, fetch(client, reverse("files-thumb", args=[kept.slug]))):
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer["Content-Security-Policy"]
        assert "script-src" not in answer["Content-Security-Policy"]
        assert answer["Cache-Control"] == "private, no-store"


def test_a_name_cannot_break_the_header(client, group, office):
    name = 'a"; filename="x.html\r\nSet-Cookie: a=b\x00\u202e.pdf'
    attachment = keeping.attach(group, pdf(name), kind=DOCUMENT, actor=actor(office))
    client.force_login(office)
    client.get(reverse("help"))  # the session learns its device
    answer = fetch(client, reverse("files-download", args=[attachment.slug]))
    assert not answer.cookies
    assert "\r" not in answer["Content-Disposition"]
    assert answer["Content-Disposition"].count('"') in (0, 2)


def test_a_lost_file_is_not_there(client, kept, reader):
    Path(kept.path.path).unlink()
    client.force_login(reader)
    assert fetch(client, reverse("files-download", args=[kept.slug])).status_code == 404
