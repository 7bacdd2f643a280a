"""An empty installation becomes usable by two commands; a one-time password opens nothing but its change."""

import re

import pytest
from django.core.management import CommandError, call_command

from dispatch.models import Department
from members.models import Organisation, Post, User

pytestmark = pytest.mark.django_db
CITY = {
    "name": "中国人民政治协商会议云江市委员会", "short_name": "云江市政协", "level": "city", "admin": "maowei",
    "admin_name": "毛伟",
}  # fmt: skip
OWN = "自己记得住的一句很长的话没人猜得到"


def told(capsys):
    return re.search(r"一次性密码 (\S+)", capsys.readouterr().out).group(1)


def test_from_nothing_to_the_first_member(client, capsys):
    call_command("create_organisation", "yunjiang", **CITY)
    password = told(capsys)
    assert User.objects.get().password != password
    client.post("/login/", {"username": "maowei", "password": password})
    assert client.get("/rules/")["Location"].startswith("/me/password/")
    page = client.get("/me/password/").content.decode()
    assert "请先换成自己的密码" in page
    fields = {"old": password, "password": OWN, "again": OWN}
    assert client.post("/me/password/", fields).status_code == 302
    assert client.get("/rules/").status_code == 200
    for role, more in {
        "member": {}, "reviewer": {"title": "提案委干部"}, "handler": {"department": "市城市管理局"},
        "unit_head": {"department": "市城市管理局"}, "supervisor": {"side": "government"},
    }.items():  # fmt: skip
        call_command("create_account", role, name="某人", organisation="yunjiang", role=role, **more)
    assert Department.objects.get().officers.count() == 2
    client.logout()
    capsys.readouterr()
    call_command("create_account", "zhou", name="周敏", organisation="yunjiang", role="member")
    password = told(capsys)
    client.post("/login/", {"username": "zhou", "password": password})
    client.post("/me/password/", fields | {"old": password})
    assert client.get("/").status_code == 200
    assert client.get("/items/new/suggestion/").status_code == 200


@pytest.mark.parametrize(
    ("command", "args", "facts", "said"),
    [
        ("create_organisation", ["yunjiang"], CITY, "代码"),
        ("create_organisation", ["daan"], CITY | {"admin": "maowei"}, "已存在"),
        ("create_organisation", ["daan"], CITY | {"admin": "x", "parent": "nowhere"}, "上级"),
        ("create_account", ["x"], {"name": "某", "organisation": "nowhere", "role": "member"}, "没有代码"),
        ("create_account", ["x"], {"name": "某", "organisation": "yunjiang", "role": "handler"}, "单位"),
        ("create_account", ["x"], {"name": "某", "organisation": "yunjiang", "role": "supervisor"}, "系统"),
        ("create_account", ["maowei"], {"name": "某", "organisation": "yunjiang", "role": "member"}, "已存在"),
    ],
)  # fmt: skip
def test_what_does_not_hold_is_said_and_nothing_is_written(command, args, facts, said):
    call_command("create_organisation", "yunjiang", **CITY)
    with pytest.raises(CommandError, match=said):
        call_command(command, *args, **facts)
    assert (Organisation.objects.count(), User.objects.count(), Post.objects.count()) == (1, 1, 1)
