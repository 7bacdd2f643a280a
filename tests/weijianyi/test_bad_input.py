"""Bad input through the real pages, by the right person: what cannot be kept is said, the rest is kept."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from dispatch.models import Assignment, Contact, Rating, Reply
from suggestions.models import Item, Review
from tests import world as w
from tests.suggestions.test_compose import NEW, entry, typed
from weijianyi import rulebook
from weijianyi.audit.models import Event
from weijianyi.workflow import perform

pytestmark = pytest.mark.django_db
RARE = "𠮷野家旁 𡈽路街，㐂字招牌👩\u200d🌾"
LONE = b"%ED%A0%80"  # a lone surrogate, as UTF-8 would write it


@pytest.fixture
def world():
    return w.build()


@pytest.fixture
def enter(world, client):
    def sign_in(name):
        client.force_login(world[name].user)
        return client

    return sign_in


class Page:
    """A page with one long text: who posts what where, and where the text ends up."""

    def __init__(self, who, url, data, field, most, kept):
        self.who, self.url, self.data, self.field, self.most, self.kept = who, url, data, field, most, kept

    def post(self, client, text):
        return client.post(self.url, self.data | {self.field: text})


def writing(world):
    return Page("member", NEW, typed(), "advice", 800, lambda: Item.objects.get().advice)


def sending_back(world):
    item = world.submitted()
    url = reverse("review-step", args=[item.slug, "send_back"])
    return Page("staff", url, {"version": item.version}, "opinion", 0, lambda: Review.objects.get().opinion)


def withdrawing(world):
    item = world.submitted()
    url = reverse("step", args=["item", item.slug, "withdraw"])
    return Page(
        "member", url, {"version": item.version}, "reason", 0, lambda: Item.objects.get().withdrawal_reason
    )


def noting_a_contact(world):
    desk = world.working()
    form = rulebook.entry(world.city, "contact_form", "phone").pk
    facts = {"version": desk.version, "stage": "before", "form": form, "held_on": "2020-01-02"}
    url = reverse("desk-act", args=[desk.slug, "record_contact"])
    return Page("handler", url, facts, "summary", 500, lambda: Contact.objects.get().summary)


def answering(world):
    desk = world.contact(world.working())
    facts = world.reply() | {"version": desk.version}
    facts["result_class"] = facts["result_class"].pk
    url = reverse("desk-act", args=[desk.slug, "send_for_signature"])
    return Page("handler", url, facts, "facts", 3000, lambda: Reply.objects.get().facts)


def rating(world):
    desk = world.released()
    facts = w.RATING | {"version": desk.version, "password": "demo"}
    return Page(
        "member",
        reverse("desk-rate", args=[desk.slug]),
        facts,
        "comment",
        0,
        lambda: Rating.objects.first().comment,
    )


PAGES = [writing, sending_back, withdrawing, noting_a_contact, answering, rating]


# -- characters --------------------------------------------------------------------------------------
@pytest.mark.parametrize("build", PAGES)
def test_rare_and_four_byte_characters_are_kept_exactly(world, enter, build):
    page = build(world)
    assert page.post(enter(page.who), RARE).status_code in (200, 302)
    assert page.kept() == RARE


@pytest.mark.parametrize("build", PAGES)
def test_nul_bytes_are_taken_out_and_the_rest_is_kept(world, enter, build):
    page = build(world)
    assert page.post(enter(page.who), "枝条伸到\x00三楼阳台，请修剪。\x00").status_code in (200, 302)
    assert page.kept() == "枝条伸到三楼阳台，请修剪。"


@pytest.mark.parametrize("build", PAGES)
def test_lone_surrogates_reach_no_table(world, enter, build):
    page = build(world)
    fields = [f"{name}={value}" for name, value in page.data.items() if name != page.field]
    body = "&".join(fields).encode() + f"&{page.field}=".encode() + b"%E6%9E%9D" + LONE + b"%E6%9D%A1" * 10
    answer = enter(page.who).post(page.url, body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code in (200, 302)
    assert page.kept().startswith("枝")
    assert page.kept().encode()


def test_what_nobody_sees_is_taken_out_of_titles(world, enter):
    enter("member").post(NEW, typed(title="\ufeff修剪\u200b西外街\u202e大树\u2066\u200f"))
    assert Item.objects.get().title == "修剪西外街大树"


@pytest.mark.parametrize("address", ["/search/?q=%00", "/desks/?q=%00", "/items/?tab=%00", "/ledger/?q=%00"])
def test_nul_bytes_in_an_address_are_refused_calmly(enter, address):
    assert enter("staff").get(address).status_code == 400


# -- lengths -----------------------------------------------------------------------------------------
@pytest.mark.parametrize("build", PAGES)
def test_an_over_long_text_comes_back_with_the_reason(world, enter, build):
    page = build(world)
    text = "树" * ((page.most or 2000) + 1)
    before = Event.objects.count()
    answer = page.post(enter(page.who), text)
    assert answer.status_code == 422
    assert text in answer.content.decode()
    assert Event.objects.count() == before


def test_an_over_long_title_comes_back_with_the_reason(enter):
    answer = enter("member").post(NEW, typed(title="长" * 70))
    assert answer.status_code == 422
    assert "长" * 70 in answer.content.decode()


# -- foreign ids -------------------------------------------------------------------------------------
def accepting(world, item, **more):
    facts = {"version": item.version, "complexity": "normal", "lead": world.departments["城管局"].pk}
    return reverse("review-step", args=[item.slug, "accept"]), facts | more


def test_a_word_of_another_dictionary_is_no_category(enter):
    assert enter("member").post(NEW, typed(category=entry("found_via", "visit"))).status_code == 422
    assert Item.objects.get().category is None


def test_a_department_of_another_organisation_gets_nothing(world, enter):
    there = world.department("区城管局", organisation=world.county)
    item = world.submitted()
    for field in ("lead", "assists", "splits", "relay"):
        url, facts = accepting(world, item, **{field: there.pk})
        assert enter("staff").post(url, facts).status_code == 422, field
    assert not Assignment.objects.exists()


def test_an_officer_of_another_unit_gets_nothing(world, enter):
    desk = world.working()
    url = reverse("step", args=["desk", desk.slug, "pass_inside"])
    stranger = world["handler2"].post.officer
    answer = enter("handler").post(url, {"officer": stranger.pk, "version": desk.version})
    assert answer.status_code == 422
    desk.refresh_from_db()
    assert desk.holder_officer != stranger


def test_an_item_of_another_organisation_is_not_there(world, enter):
    foreign, own = world.submitted(), world.submitted(title="别的事")
    Item.objects.filter(pk=foreign.pk).update(organisation=world.county)
    client = enter("staff")
    for name, more in (
        ("item-detail", ()),
        ("review-item", ()),
        ("review-step", ("accept",)),
        ("item-edit", ()),
    ):
        url = reverse(name, args=[foreign.slug, *more])
        assert client.get(url).status_code == 404, url
        assert client.post(url, {"version": foreign.version}).status_code in (404, 405), url
    merge = reverse("review-step", args=[own.slug, "merge"])
    answer = client.post(merge, {"main": foreign.slug, "opinion": "同一件事", "version": own.version})
    assert answer.status_code == 422
    assert "同一件事" in answer.content.decode()


# -- forms that come too late, too often, or from nowhere ----------------------------------------------
def test_without_the_token_our_own_page_answers_and_keeps_the_text(world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world["member"].user)
    answer = client.post(NEW, typed(advice="写了半个小时的建议。"))
    html = answer.content.decode()
    assert answer.status_code == 403
    assert 'lang="zh-CN"' in html
    assert "写了半个小时的建议。" in html
    assert "页面已过期" in html
    assert not Item.objects.exists()


@pytest.mark.parametrize("sent_back", [False, True])
def test_what_was_written_after_the_session_ended_comes_back_after_signing_in(world, enter, sent_back):
    client, url = enter("member"), NEW
    if sent_back:
        item = perform(world.submitted(), "send_back", actor=world["staff"], opinion="请补充。")
        url = reverse("item-edit", args=[item.slug])
    del client.cookies[settings.SESSION_COOKIE_NAME]
    answer = client.post(url, typed(advice="写了半个小时的建议。", post=world["member"].post.pk))
    assert answer["Location"] == f"/login/?next={url}"
    client.post("/login/", {"username": "member", "password": "demo"})
    assert "写了半个小时的建议。" in client.get(url).content.decode()


@pytest.mark.parametrize("build", PAGES[1:])
def test_a_form_sent_twice_has_one_effect(world, enter, build):
    page = build(world)
    page.data["key"] = "k" * 32
    client, before = enter(page.who), Event.objects.count()
    first = page.post(client, "枝条伸到三楼阳台，请修剪。")
    made = Event.objects.count() - before
    second = page.post(client, "枝条伸到三楼阳台，请修剪。")
    assert first.status_code == second.status_code
    assert made == Event.objects.count() - before > 0


@pytest.mark.parametrize("build", PAGES[1:])
def test_somebody_was_faster(world, enter, build):
    page = build(world)
    page.data["version"] = "0"
    before, last = Event.objects.count(), Event.objects.latest("pk")
    answer = page.post(enter(page.who), "枝条伸到三楼阳台，请修剪。")
    html = answer.content.decode()
    assert answer.status_code == 409
    assert f"{last.actor_label}：{last.label}" in html, "who and what"
    assert f"{last.occurred_at.astimezone():%H:%M}" in html, "when"
    assert "枝条伸到三楼阳台，请修剪。" in html
    assert Event.objects.count() == before


# -- the wrong method ----------------------------------------------------------------------------------
def test_addresses_that_change_something_are_not_read(world, enter):
    desk = world.released()
    act = Event.objects.latest("pk").act
    slug, draft = desk.slug, world.draft()
    addresses = [
        ("account-logout", []), ("account-text-size", []), ("account-shortcuts", []), ("hat-switch", []),
        ("inbox-open", [1]), ("inbox-read-all", []), ("item-autosave", [draft.slug]),
        ("item-autosave-new", ["suggestion"]), ("item-files-new", ["suggestion"]), ("review-undo", [act]),
        ("desk-reply-save", [slug]), ("desk-rate-back", [slug]),
    ]  # fmt: skip
    before = (Event.objects.count(), list(Item.objects.values()), list(Assignment.objects.values()))
    for who in ("member", "staff", "handler"):
        for name, args in addresses:
            client = enter(who)
            assert client.get(reverse(name, args=args)).status_code == 405, (who, name)
            assert client.get("/").status_code in (200, 302), "still signed in"
    assert before == (Event.objects.count(), list(Item.objects.values()), list(Assignment.objects.values()))
