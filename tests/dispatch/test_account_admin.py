"""The administrator opens accounts and ends posts, never chooses a password and never helps himself."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt, AccessLog
from django.contrib.auth.hashers import check_password
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from qsessions.models import Session

from dispatch.models import Officer
from dispatch.people import log, system
from members.models import Organisation, Post, User
from members.states import Role
from tests import world as w
from weijianyi.audit.models import Event
from weijianyi.work import outbox
from weijianyi.work.models import Outbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    return w.build()


@pytest.fixture
def admin(client, city):
    client.force_login(city["admin"].user)
    return client


def words(**more):
    return {"name": "李新", "phone": "13900001234", "valid_from": timezone.localdate().isoformat()} | more


def act(client, user, name):
    return client.post(reverse("account-act", args=[user.pk, name]))


def test_a_new_handler_gets_a_password_that_is_shown_once(admin, city):
    facts = words(role="handler", department=city.departments["城管局"].pk, section="园林科")
    answer = admin.post(reverse("account-new"), facts)
    user = User.objects.get(phone="13900001234")
    password = answer.context["made"][0][1]
    assert password in answer.content.decode()
    assert check_password(password, user.password)
    assert user.must_change_password
    assert user.username == "13900001234"
    assert Officer.objects.get(post__user=user).section == "园林科"
    assert password not in admin.get(reverse("account-person", args=[user.pk])).content.decode()
    event = Event.objects.get(step="open_account")
    assert password not in str(event.data) + event.note
    assert event.user == city["admin"].user


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"role": "handler"}, "department"), ({"role": "member"}, "seat"), ({"role": "operator"}, "collective"),
        ({"role": "supervisor"}, "side"), ({"role": "sys_admin"}, "role"), ({"role": "editor", "phone": "12"}, "phone"),
    ],
)  # fmt: skip
def test_what_a_post_needs_is_asked_for(admin, facts, field):
    answer = admin.post(reverse("account-new"), words(**facts))
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert "李新" in answer.content.decode()


def test_a_phone_number_has_one_account(admin, city):
    answer = admin.post(reverse("account-new"), words(role="editor", phone=city["staff"].user.phone[:11]))
    assert answer.status_code == 422 or User.objects.filter(phone=city["staff"].user.phone).count() == 1


def test_nobody_raises_the_own_rights(admin, city):
    own = city["admin"]
    facts = {"role": "head", "valid_from": timezone.localdate().isoformat()}
    assert admin.post(reverse("account-post-new", args=[own.user.pk]), facts).status_code == 403
    assert act(admin, own.user, "password").status_code == 403
    day = {"on": timezone.localdate().isoformat()}
    assert admin.post(reverse("account-post-end", args=[own.post.pk]), day).status_code == 403
    assert list(own.user.posts.values_list("role", flat=True)) == [Role.ORG_ADMIN]


def test_a_second_post_is_worn_at_once_and_an_ended_one_is_gone_tomorrow(admin, city):
    person = city["staff"].user
    facts = {"role": "editor", "valid_from": timezone.localdate().isoformat()}
    assert admin.post(reverse("account-post-new", args=[person.pk]), facts).status_code == 302
    assert Post.objects.held_by(person, timezone.localdate()).count() == 2
    post = person.posts.get(role="editor")
    admin.post(reverse("account-post-end", args=[post.pk]), {"on": timezone.localdate().isoformat()})
    assert Post.objects.held_by(person, timezone.localdate() + timedelta(days=1)).count() == 1


def test_the_last_handler_of_a_unit_stays(admin, city):
    post = city["handler2"].post
    answer = admin.post(reverse("account-post-end", args=[post.pk]), {"on": timezone.localdate().isoformat()})
    assert answer.status_code == 409
    assert "最后一位经办人" in answer.content.decode()
    assert act(admin, post.user, "disable").status_code == 409
    city.officer("handler3", Role.HANDLER, "交通局")
    assert act(admin, post.user, "disable").status_code == 302


def test_a_disabled_account_is_signed_out_everywhere_at_once(client, city):
    other = type(client)()
    other.force_login(city["staff"].user)
    assert other.get(reverse("review-desk")).status_code == 200
    client.force_login(city["admin"].user)
    act(client, city["staff"].user, "disable")
    assert not Session.objects.filter(user=city["staff"].user).exists()
    assert other.get(reverse("review-desk")).status_code == 302
    act(client, city["staff"].user, "enable")
    assert User.objects.get(pk=city["staff"].user.pk).is_active


def test_a_locked_account_is_unlocked_and_the_second_factor_reset(admin, city):
    user = city["staff"].user
    AccessAttempt.objects.create(
        username=user.username, failures_since_start=5, attempt_time=timezone.now(), ip_address="10.0.0.1"
    )
    User.objects.filter(pk=user.pk).update(second_factor=True)
    page = admin.get(reverse("account-list") + "?state=locked").content.decode()
    assert "已锁定" in page
    assert act(admin, user, "unlock").status_code == 302
    assert not AccessAttempt.objects.exists()
    act(admin, user, "factor")
    assert not User.objects.get(pk=user.pk).second_factor


def test_accounts_of_another_organisation_are_out_of_reach(admin, city):
    assert admin.get(reverse("account-person", args=[city["county"].user.pk])).status_code == 404
    assert admin.post(reverse("account-post-end", args=[city["county"].post.pk])).status_code == 404


def test_the_log_names_kind_and_number_and_no_word_of_anybody(client, city):
    desk = city.contact(city.working())
    client.force_login(city["auditor"].user)
    page = client.get(reverse("log")).content.decode()
    assert desk.item.reference in page
    assert "签收" in page
    assert "办理中" in page
    assert "working" not in page, "states are said in words"
    for text in (desk.item.title, "约定现场查看", desk.item.situation):
        assert text not in page
    answer = client.post(reverse("log-export") + "?step=sign")
    assert answer["Content-Disposition"].endswith("xlsx")
    assert Event.objects.get(step="export_log").data == {"rows": 1}


def test_the_log_is_narrowed_and_paged(client, city):
    for _ in range(12):
        city.working()
    client.force_login(city["auditor"].user)
    first = client.get(reverse("log"))
    assert len(first.context["page"].rows) == 50
    assert client.get(first.context["page"].next_url).status_code == 200
    found = client.get(reverse("log") + "?person=handler&step=sign").context["page"].rows
    assert {row.step for row in found} == {"sign"}
    assert len(found) == 12
    assert not client.get(reverse("log") + "?first=2099-01-01").context["page"].rows


def test_only_sign_ins_of_the_own_organisation_are_listed(client, city):
    for name in ("staff", "county"):
        AccessLog.objects.create(username=name, ip_address="10.0.0.7", attempt_time=timezone.now())
    assert [row.username for row in log.sign_ins(city["auditor"])] == ["staff"]
    client.force_login(city["auditor"].user)
    assert "10.0.0.7" in client.get(reverse("log-sign-ins")).content.decode()


def test_the_system_administrator_makes_an_organisation_with_its_first_administrator(client, city):
    client.force_login(city["sysadmin"].user)
    facts = {
        "code": "Lin", "name": "政协临江县委员会", "short_name": "临江政协", "level": "county",
        "admin_name": "毛伟", "admin_username": "maowei",
    }  # fmt: skip
    answer = client.post(reverse("organisation-new"), facts)
    made = Organisation.objects.get(code="lin")
    assert answer.context["made"][0][1] in answer.content.decode()
    assert Post.objects.get(organisation=made).role == Role.ORG_ADMIN
    assert client.post(reverse("organisation-new"), facts).status_code == 422
    city.working()
    for name in ("review-desk", "ledger", "account-list", "log"):
        assert client.get(reverse(name)).status_code == 403


def test_what_was_given_up_starts_again_without_showing_what_it_holds(client, city):
    outbox.put("nonsense", "nonsense:1", {"secret": "张三"})
    Outbox.objects.filter(topic="nonsense").update(
        attempts=Outbox.MAX_ATTEMPTS, last_error="KeyError: '张三'"
    )
    client.force_login(city["sysadmin"].user)
    page = client.get(reverse("system-health")).content.decode()
    assert "KeyError" in page
    assert "张三" not in page
    client.post(reverse("system-retry"))
    assert not Outbox.objects.stuck().exists()
    assert len(system.jobs()) > 10


@pytest.mark.parametrize(("name", "who"), [("account-list", "admin"), ("log", "auditor")])
def test_as_many_statements_for_fifty_rows_as_for_three(client, city, name, who):
    client.force_login(city[who].user)

    def statements():
        client.get(reverse(name))
        with CaptureQueriesContext(connection) as found:
            client.get(reverse(name))
        return len(found)

    city.working()
    few = statements()
    for number in range(30):
        city.person(f"p{number}", Role.EDITOR)
    for _ in range(6):
        city.working()
    assert statements() == few
    assert few <= 9
