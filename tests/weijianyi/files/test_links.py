"""The ten-minute link and the page that hands it out."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone

from tests.weijianyi.files.making import PDF, actor, fetch
from weijianyi.files import keeping

pytestmark = pytest.mark.django_db


def link_of(client, paper, **headers):
    page = fetch(client, reverse("files-view", args=[paper.slug]), **headers).body.decode()
    return re.search(r'value="http://testserver(/files/signed/[^"]+)"', page)[1], page


def test_the_link_works_without_a_session_for_ten_minutes(client, paper, reader):
    client.force_login(reader)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        link, _ = link_of(client, paper)
        client.logout()
        answer = fetch(client, link)
        assert answer.body == PDF
        assert answer["Content-Disposition"].startswith("attachment")
        clock.shift(timedelta(minutes=9, seconds=59))
        assert fetch(client, link).status_code == 200
        clock.shift(timedelta(seconds=2))
        late = fetch(client, link)
    assert late.status_code == 404
    assert "这个链接已失效" in late.body.decode()


@pytest.mark.parametrize("loss", ["left the group", "account closed", "file voided", "forged", "other file"])
def test_the_link_dies_with_the_rights_of_its_issuer(client, group, paper, kept, reader, office, loss):
    client.force_login(reader)
    link, _ = link_of(client, paper)
    client.logout()
    if loss == "left the group":
        reader.groups.clear()
    elif loss == "account closed":
        get_user_model().objects.filter(pk=reader.pk).update(is_active=False)
    elif loss == "file voided":
        keeping.void(paper, actor(office))
    elif loss == "forged":
        link = link[:-3] + ("A" if link[-3] != "A" else "B") + link[-2:]
    else:
        link = f"/files/signed/{kept.slug}/"
    assert fetch(client, link).status_code == 404


def test_wechat_is_told_to_copy_the_link(client, paper, reader):
    client.force_login(reader)
    _, page = link_of(client, paper, user_agent="Mozilla MicroMessenger/8.0")
    assert "微信里不能直接下载文件" in page
    direct = f'href="{reverse("files-download", args=[paper.slug])}"'
    assert direct not in page
    _, page = link_of(client, paper)
    assert direct in page


def test_only_who_may_attach_is_offered_to_remove(client, kept, reader, office):
    for user, offered in ((reader, False), (office, True)):
        client.force_login(user)
        page = fetch(client, reverse("files-view", args=[kept.slug])).body.decode()
        assert (reverse("files-remove", args=[kept.slug]) in page) is offered
