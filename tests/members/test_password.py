"""Passwords: one profile, one-time ones changed first, forgotten ones set anew by a code that gives nobody away."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone
from qsessions.models import Session

from members.accounts import passwords
from members.models import ResetCode, User
from tests import world as w

pytestmark = pytest.mark.django_db
GOOD, OTHER = "Yunjiang-2026-Qiao", "Linjiang-2027-Qiao"


@pytest.fixture
def user():
    built = w.build()
    User.objects.update(welcomed_at=timezone.now(), email="zhou@example.org")
    return built["member"].user


def change(client, old="demo", new=GOOD, again=None):
    return client.post("/me/password/", {"old": old, "password": new, "again": again or new})


@pytest.mark.parametrize(
    ("password", "word"),
    [
        ("Kurz-1234", "10"), ("lauterkleinebuchstaben", "三种"), ("Weiyuan-2026", "容易猜到"), ("1234567890", "常见"),
    ],
)  # fmt: skip
def test_what_is_too_weak_is_refused_with_the_reason(client, user, password, word):
    client.force_login(user)
    page = change(client, new=password)
    assert page.status_code == 422
    assert word in page.content.decode()


def test_a_sentence_of_chinese_is_strong_enough(client, user):
    client.force_login(user)
    assert change(client, new="门前的樟树今年又长高了").status_code == 302


def test_the_old_password_is_asked_and_used_ones_are_refused(client, user):
    client.force_login(user)
    assert "现在的密码不对" in change(client, old="falsch").content.decode()
    assert change(client).status_code == 302
    assert change(client, old=GOOD, new=OTHER).status_code == 302
    assert "用过了" in change(client, old=OTHER, new=GOOD).content.decode()


def test_a_one_time_password_must_be_changed_before_anything_else(client, user):
    first = passwords.give_first(user)
    client.post("/login/", {"username": "member", "password": first})
    answer = client.get("/items/")
    assert answer.url.startswith("/me/password/")
    assert "一次性的密码" in client.get(answer.url).content.decode()
    answer = client.post(answer.url, {"old": first, "password": GOOD, "again": GOOD, "next": "/items/"})
    assert answer.url == "/items/"
    assert client.get("/items/").status_code == 200


def test_after_ninety_days_a_new_one_is_asked_for(client, user, settings):
    settings.PASSWORD_DAYS = 90
    passwords.change(user, GOOD)
    client.force_login(user)
    assert client.get("/items/").status_code == 200
    with time_machine.travel(timezone.now() + timedelta(days=91)):
        client.force_login(user)
        assert client.get("/items/").url.startswith("/me/password/")


# -- forgotten -------------------------------------------------------------------------------------
@pytest.fixture
def mailed(settings, user):
    settings.EMAIL_URL = "smtp://localhost"
    return user


def asked(client, who="member"):
    return client.post("/password/forgotten/", {"username": who}, follow=True)


def sent_code():
    return re.search(r"\d{6}", mail.outbox[-1].body)[0]


def reset(client, code, who="member", password=GOOD):
    return client.post(
        "/password/reset/", {"who": who, "code": code, "password": password, "again": password}
    )


def test_a_code_by_mail_sets_a_new_password_and_signs_out_everywhere(client, mailed):
    client.force_login(mailed)
    page = asked(client.__class__()).content.decode()
    assert "如果这个账号登记了手机或邮箱" in page
    assert reset(client.__class__(), sent_code()).url == "/login/"
    assert not Session.objects.filter(user=mailed).exists()
    mailed.refresh_from_db()
    assert mailed.check_password(GOOD)
    assert reset(client.__class__(), sent_code(), password=OTHER).status_code == 422, "a code is used once"


def test_nobody_learns_whether_an_account_exists(client, mailed):
    known, unknown = asked(client), asked(client, "nobody")
    assert known.redirect_chain[0][0].replace("member", "x") == unknown.redirect_chain[0][0].replace(
        "nobody", "x"
    )
    assert len(mail.outbox) == 1
    wrong, nobody = reset(client, "000000"), reset(client, "000000", who="nobody")
    sentence = "验证码不对或已经过期"
    assert sentence in wrong.content.decode()
    assert sentence in nobody.content.decode()


def test_five_tries_ten_minutes_and_one_code_a_minute(client, mailed):
    asked(client)
    code = sent_code()
    asked(client)
    assert len(mail.outbox) == 1, "the second one came too soon"
    for _ in range(5):
        reset(client, "999999" if code != "999999" else "000000")
    assert reset(client, code).status_code == 422, "five wrong tries end it"
    ResetCode.objects.update(tries=0, expires_at=timezone.now())
    assert reset(client, code).status_code == 422, "ten minutes end it"


def test_where_nothing_can_be_sent_the_page_says_whom_to_ask(client, user):
    page = client.get("/password/forgotten/").content.decode()
    assert "由管理员发一个一次性密码" in page
    asked(client)
    assert not ResetCode.objects.exists()
