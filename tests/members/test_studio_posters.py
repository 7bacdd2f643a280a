"""The code of a studio and its poster: on a page, as one A4 page of SVG, void at once when a new one is issued."""

import re
from xml.etree import ElementTree

import pytest

from members.models import Studio, StudioCode
from members.studios import codes as studio_codes
from tests import stationed
from tests import world as w


@pytest.fixture
def world(db):
    return w.build()


def signed_in(client, world, name):
    client.force_login(world[name].user)
    return client


def test_a_new_code_makes_the_old_poster_worthless_at_once(client, world):
    old = stationed.code(world)
    studio = old.studio
    signed_in(client, world, "liaison")
    url = f"/studios/{studio.slug}/code/"
    assert old.check_number in client.get(url).content.decode()
    client.post(url, {"known": old.check_number})
    old.refresh_from_db()
    new = studio_codes.current(studio)
    assert (old.revoked_at is not None, new.token != old.token) == (True, True)
    assert client.post(url, {"known": old.check_number + "x"}).status_code == 409, "a second click"
    assert StudioCode.objects.count() == 2
    client.post(url, {"known": new.check_number, "stop": "1"})
    assert studio_codes.current(studio) is None
    assert client.get(f"/studios/{studio.slug}/poster/").status_code == 409


def test_the_poster_says_domain_check_number_and_how_data_are_used(client, world, settings):
    settings.SITE_URL = "https://weijianyi.example.gov.cn"
    code = stationed.code(world)
    signed_in(client, world, "liaison")
    page = client.get(f"/studios/{code.studio.slug}/poster/").content.decode()
    assert '<p class="site">weijianyi.example.gov.cn</p>' in page
    assert code.check_number in page
    assert "办完按期删除" in page
    assert studio_codes.address(code) == f"https://weijianyi.example.gov.cn/s/{code.token}/"
    svg = client.get(f"/studios/{code.studio.slug}/code/picture/")
    assert re.match(rb'<\?xml.*<svg .*width="60(\.0+)?mm"', svg.content, re.DOTALL)


def test_the_poster_for_a_printers_shop_is_one_a4_page_with_the_check_number(client, world, settings):
    settings.SITE_URL = "https://weijianyi.example.gov.cn"
    code = stationed.code(world)
    Studio.objects.update(name="<西流湾>委员工作室" * 3)
    signed_in(client, world, "liaison")
    answer = client.get(f"/studios/{code.studio.slug}/poster/file/")
    assert answer["Content-Type"] == "image/svg+xml"
    page = ElementTree.fromstring(answer.content)
    assert (page.get("width"), page.get("height")) == ("210mm", "297mm")
    assert all(
        name in page.get("font-family") for name in ("YaHei", "PingFang", "Noto Sans CJK", "WenQuanYi")
    )
    said = [line.text for line in page.iter("{http://www.w3.org/2000/svg}text")]
    assert f"核对号　{code.check_number}" in said
    assert "weijianyi.example.gov.cn" in said
    assert "<西流湾>委员工作室" * 3 in said, "a name is text, never markup"
    assert len(page.findall("{http://www.w3.org/2000/svg}svg")) == 1, "the code itself"
    studio_codes.revoke(code.studio, world["liaison"].post)
    assert client.get(f"/studios/{code.studio.slug}/poster/file/").status_code == 409


def test_all_posters_at_once_name_the_studios_without_a_code(client, world):
    stationed.code(world)
    stationed.studio(world, "大桥委员工作室", liaison=None)
    page = signed_in(client, world, "staff").get("/studios/posters/").content.decode()
    assert page.count('class="poster"') == 1
    assert "这 1 个工作室还没有启用二维码" in page
    assert "大桥" not in signed_in(client, world, "liaison").get("/studios/posters/").content.decode()
