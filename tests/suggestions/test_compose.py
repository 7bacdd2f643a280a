"""Writing a 微建议: the phone form, check, submit, sent; drafts that are not lost; bad input."""

import re

import pytest
from django.urls import reverse

from suggestions import drafting
from suggestions.models import Item
from suggestions.states import Kind
from tests import world as w
from tests.weijianyi.files import making
from weijianyi import rulebook
from weijianyi.files.models import Attachment
from weijianyi.workflow import perform

pytestmark = pytest.mark.django_db
NEW = "/items/new/suggestion/"


@pytest.fixture
def world():
    return w.build()


@pytest.fixture
def sign_in(client, world):
    def into(name="member"):
        client.force_login(world[name].user)
        return client

    return into


def entry(dictionary, code):
    return str(rulebook.entry(None, dictionary, code).pk)


def typed(**more):
    return {
        "title": "修剪西外街家属区旁大树", "district": "大安区西外街街道", "place": "四公司家属区 3 栋东侧",
        "situation": "樟树枝条已伸到三楼阳台，刮风时拍打窗户，老人小孩出行不放心。",
        "advice": "请城管部门现场查看并修剪，排查周边同类树木。",
        "category": entry("category", "city"), "open_consent": "yes", "draft": "abcdefghjkmn",
    } | more  # fmt: skip


def hidden(page, name):
    return re.search(rf'name="{name}" value="([^"]*)"', page.content.decode())[1]


def test_from_the_form_over_the_check_to_the_number(sign_in, world):
    client = sign_in()
    page = client.get(NEW)
    assert page.status_code == 200
    answer = client.post(NEW, typed(draft=hidden(page, "draft"), post=hidden(page, "post")))
    item = Item.objects.get()
    assert answer["Location"] == reverse("item-check", args=[item.slug])
    assert (item.state, item.first_author.member, item.holder) == (
        "draft",
        world["member"].post.member,
        "member委员",
    )
    page = client.get(answer["Location"])
    facts = {"version": hidden(page, "version"), "key": hidden(page, "key"), "declared": "on"}
    answer = client.post(answer["Location"], facts)
    assert answer["Location"] == reverse("item-sent", args=[item.slug])
    item = Item.objects.get()
    assert (item.state, item.number) == ("submitted", 1)
    page = client.get(answer["Location"]).content.decode()
    assert item.reference in page
    assert f"{item.review_on.month}月{item.review_on.day}日 周" in page
    assert item.title in client.get("/items/").content.decode()


def compose(client, path=NEW, **more):
    return client.post(path, typed(**more))


def drafted(client, **more):
    compose(client, then="save", **more)
    return Item.objects.get()


# -- drafts ----------------------------------------------------------------------------------------
def test_a_draft_is_kept_as_it_is_however_unfinished(sign_in):
    client = sign_in()
    answer = compose(client, then="save", title="长" * 45, place="", category="", open_consent="", advice="")
    item = Item.objects.get()
    assert answer["Location"] == reverse("item-edit", args=[item.slug])
    assert (item.title, item.place, item.category, item.open_consent) == ("长" * 45, "", None, None)
    assert "长" * 45 in client.get(answer["Location"]).content.decode()


def test_nothing_written_is_no_draft(sign_in):
    client = sign_in()
    assert client.post(NEW, {"then": "save"}).status_code == 302
    assert client.post("/items/new/suggestion/autosave/", {"title": " \u200b"}).status_code == 204
    assert client.post(NEW, {"then": "check"}).status_code == 422
    assert not Item.objects.exists()


def test_the_first_words_begin_the_draft_and_the_page_goes_on_with_it(sign_in):
    client = sign_in()
    words = {"title": "修剪大树", "draft": "abcdefghjkmn"}
    facts = client.post("/items/new/suggestion/autosave/", words).json()
    item = Item.objects.get()
    assert facts["slug"] == item.slug == "abcdefghjkmn"
    facts = client.post(
        facts["url"], words | {"situation": "枝条伸进阳台", "version": facts["version"]}
    ).json()
    assert client.post(NEW, typed(version=facts["version"])).status_code == 302
    item = Item.objects.get()
    assert item.situation == typed()["situation"]


def test_a_second_click_and_a_second_photo_are_one(sign_in):
    client = sign_in()
    for _ in range(2):
        answer = compose(client, photos=[making.photo("一.jpg")], version="0")
        assert answer["Location"] == reverse("item-check", args=["abcdefghjkmn"])
    assert Item.objects.count() == Attachment.objects.count() == 1


def test_edits_from_two_devices_are_shown_side_by_side_and_nothing_is_lost(sign_in):
    client = sign_in()
    item = drafted(client)
    edit = reverse("item-edit", args=[item.slug])
    assert client.post(edit, typed(advice="手机上写的建议。", version="0", then="save")).status_code == 302
    late = typed(advice="电脑上写的建议。", version="0")
    assert client.post(reverse("item-autosave", args=[item.slug]), late).status_code == 409
    page = client.post(edit, typed(advice="电脑上写的建议。", version="0", then="save"))
    assert page.status_code == 409
    assert "手机上写的建议。" in page.content.decode()
    assert "电脑上写的建议。" in page.content.decode()
    assert Item.objects.get().advice == "手机上写的建议。"
    client.post(edit, typed(advice="电脑上写的建议。", version=hidden(page, "version"), then="save"))
    assert Item.objects.get().advice == "电脑上写的建议。"


def test_a_draft_is_nobody_elses(sign_in, world):
    drafted(sign_in())
    client = sign_in("member2")
    slug = Item.objects.get().slug
    for name in ("item-edit", "item-check", "item-discard", "item-sent"):
        assert client.get(reverse(name, args=[slug])).status_code == 404
    assert client.post(reverse("item-autosave", args=[slug]), typed()).status_code == 404
    assert compose(client).status_code == 302  # the same slug: simply not found, a draft of one's own begins
    assert Item.objects.count() == 2
    assert sign_in("staff").get(reverse("item-edit", args=[slug])).status_code == 404


def test_who_may_write_what(sign_in):
    assert sign_in("handler").get(NEW).status_code == 403
    assert sign_in("leader").get("/items/new/").status_code == 403
    assert sign_in("staff").get("/items/new/report/").status_code == 403
    assert sign_in("member").get("/items/new/inquiry/").status_code == 404
    assert sign_in("member").get("/items/new/")["Location"] == NEW
    assert sign_in("staff").get("/items/new/").status_code == 200
    assert sign_in("operator").get("/items/new/report/").status_code == 200


def test_an_operator_writes_for_the_collective(sign_in, world):
    item = drafted(sign_in("operator"))
    assert (item.first_author.collective, item.first_author.member) == (world.sector, None)


def test_another_kind_takes_words_and_files_along(sign_in):
    client = sign_in()
    answer = compose(client, then="report", photos=[making.photo("一.jpg")])
    item = Item.objects.get()
    assert answer["Location"] == reverse("item-edit", args=[item.slug])
    assert (item.kind, item.title) == ("report", typed()["title"])
    assert Attachment.objects.of(item).count() == 1
    assert item.first_author.name == "member"


def test_a_draft_is_deleted_for_good_but_nothing_submitted_is(sign_in, world):
    client = sign_in()
    item = drafted(client, photos=[making.photo("一.jpg")])
    url = reverse("item-discard", args=[item.slug])
    assert "不能恢复" in client.get(url).content.decode()
    assert Item.objects.count() == 1, "GET changes nothing"
    client.post(url)
    assert not Item.objects.exists()
    assert not Attachment.objects.exists()
    sent = world.submitted()
    assert client.post(reverse("item-discard", args=[sent.slug])).status_code == 409
    assert Item.objects.count() == 1


def test_deleting_a_converted_draft_declines_its_source(sign_in, world):
    source = perform(
        world.submitted(), "convert", actor=world["staff"], kind="proposal", opinion="题目大，建议提案"
    )
    draft = Item.objects.get(kind="proposal")
    sign_in().post(reverse("item-discard", args=[draft.slug]))
    assert Item.objects.get().pk == source.pk
    assert Item.objects.get().state == "declined"


def test_autosave_and_a_click_at_the_same_moment_meet_in_one_draft(world):
    """Both found no draft yet; the second one brings its own words into the first one's row."""
    words = {"title": "修剪大树", "situation": "树枝碰到了阳台"}
    first = drafting.begin(world["member"], Kind.SUGGESTION, words, slug="abcdefghjkmn")
    later = words | {"situation": "树枝碰到了三楼阳台"}
    second = drafting.begin(world["member"], Kind.SUGGESTION, later, slug="abcdefghjkmn")
    assert first.pk == second.pk
    assert Item.objects.get().situation == "树枝碰到了三楼阳台"
    other = drafting.begin(world["member2"], Kind.SUGGESTION, words, slug="abcdefghjkmn")
    assert other.slug != "abcdefghjkmn", "somebody else's slug is no address of ours"
