"""Bad input on the form: said beside the field and above it, everything typed kept."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from suggestions.forms.words import tidy
from suggestions.models import Item
from tests import world as w
from tests.suggestions.test_compose import NEW, compose, drafted, entry, hidden, typed
from tests.weijianyi.files import making
from weijianyi.files.models import Attachment
from weijianyi.workflow import perform

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return w.build()


@pytest.fixture
def sign_in(client, world):
    def into(name="member"):
        client.force_login(world[name].user)
        return client

    return into


def test_every_missing_field_is_named_and_the_rest_is_kept(sign_in):
    page = compose(sign_in(), place=" ", category="", open_consent="")
    text = page.content.decode()
    assert page.status_code == 422
    assert "<title>有误：" in text
    for sentence in ("请填写“在哪里”。", "请选择“领域”。", "请选择办理结果是否可以公开。"):
        assert text.count(sentence) == 2, "in the summary and beside the field"
    assert typed()["situation"] in text
    assert Item.objects.get().situation == typed()["situation"]


def test_nothing_is_chosen_beforehand(sign_in):
    assert "checked" not in sign_in().get(NEW).content.decode()


def test_too_long_stops_the_submission_not_the_draft(sign_in):
    client = sign_in()
    page = compose(client, title="长" * 31, situation="字" * 790)
    text = page.content.decode()
    assert page.status_code == 422
    assert "标题最多 30 字，现在 31 字。" in text
    assert "正文最多 800 字" in text
    item = Item.objects.get()
    assert (len(item.title), len(item.situation)) == (31, 790)
    check = client.get(reverse("item-check", args=[item.slug])).content.decode()
    assert "还有 2 处要改" in check
    assert 'name="declared"' not in check


def test_an_absurd_size_is_refused_beside_its_field_only(sign_in):
    client = sign_in()
    item = drafted(client)
    page = compose(
        client, reverse("item-edit", args=[item.slug]), title="长" * 61, advice="新的建议", then="save"
    )
    assert page.status_code == 422
    assert "这里最多写 60 字" in page.content.decode()
    item = Item.objects.get()
    assert (item.title, item.advice) == (typed()["title"], "新的建议")
    answer = client.post(
        reverse("item-autosave", args=[item.slug]), typed(title="长" * 61, version=item.version)
    )
    assert answer.json()["note"] == "标题没有存上"


def test_not_open_needs_a_reason(sign_in):
    page = compose(sign_in(), open_consent="no")
    assert "不公开的，请写一句原因。" in page.content.decode()


@pytest.mark.parametrize("field", ["category", "found_via", "open_consent"])
@pytest.mark.parametrize("value", ["999999", "x", "-1", "\x00"])
def test_a_foreign_choice_is_refused(sign_in, field, value):
    client = sign_in()
    page = compose(client, **{field: value})
    assert page.status_code in (422, 302)
    assert getattr(Item.objects.get(), field) in (None, "")


def test_an_entry_of_another_list_is_no_category(sign_in):
    assert compose(sign_in(), category=entry("found_via", "visit")).status_code == 422


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (" 一\r\n二\r三 ", "一\n二\n三"),
        ("零\u200b宽\ufeff\u2060", "零宽"),
        ("反\u202e向\u2066\u200f", "反向"),
        ("\x00\x07铃", "铃"),
        ("𠮷野家 𬌗 㐂 〇", "𠮷野家 𬌗 㐂 〇"),
        ("葛\U000e0100城", "葛\U000e0100城"),
        ("👩\u200d🌾种地", "👩\u200d🌾种地"),
        ("<b>粗</b>&amp;", "<b>粗</b>&amp;"),
    ],
)
def test_text_is_kept_as_written_but_for_what_nobody_sees(written, kept):
    assert tidy(written) == kept


def test_rare_characters_and_markup_come_back_as_typed(sign_in):
    client = sign_in()
    item = drafted(client, title="𠮷祥街<script>𬌗</script>\x00", place="葛\U000e0100城")
    assert (item.title, item.place) == ("𠮷祥街<script>𬌗</script>", "葛\U000e0100城")
    page = client.get(reverse("item-edit", args=[item.slug])).content.decode()
    assert "𠮷祥街&lt;script&gt;𬌗&lt;/script&gt;" in page


def test_a_refused_photo_costs_neither_text_nor_the_way_on(sign_in):
    client = sign_in()
    page = compose(client, photos=[making.upload("网页.jpg", b"<html><script>1</script>")])
    assert page.status_code == 422
    assert "网页.jpg" in page.content.decode()
    assert Item.objects.get().title == typed()["title"]
    assert not Attachment.objects.exists()


def test_more_photos_than_nine_are_refused_with_the_number(sign_in):
    page = compose(sign_in(), photos=[making.photo(f"{n}.jpg") for n in range(10)])
    assert page.status_code == 422
    assert "还可以添加 9 个，您选了 10 个" in page.content.decode()


def test_photos_of_a_page_without_a_draft_begin_it(sign_in):
    client = sign_in()
    url = "/items/new/suggestion/files/"
    page = client.post(url, {"draft": "abcdefghjkmn", "title": "修剪", "photos": [making.photo()]})
    item = Item.objects.get()
    assert (item.title, Attachment.objects.of(item).count()) == ("修剪", 1)
    assert f"/files/upload/suggestions.item/{item.slug}/" in page.content.decode()
    page = client.post(url, {"draft": "abcdefghjkmn", "photos": [making.upload("x.jpg", b"no")]})
    assert "x.jpg" in page.content.decode()
    assert compose(client).status_code == 302
    assert Item.objects.get().title == typed()["title"]


def test_a_form_of_another_hat_is_refused(sign_in, world):
    client = sign_in()
    assert compose(client, post=world["member2"].post.pk).status_code == 403
    assert not Item.objects.exists()


def test_no_token_no_draft(world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world["member"].user)
    assert client.post(NEW, typed()).status_code == 403


# -- the session ended while writing -----------------------------------------------------------------
def expired(client):
    client.cookies.pop(settings.SESSION_COOKIE_NAME)


def test_text_sent_after_the_session_ended_waits_for_its_writer(sign_in, world):
    client = sign_in()
    expired(client)
    answer = compose(client, post=world["member"].post.pk, advice="写了半个小时的建议。")
    assert answer["Location"] == f"/login/?next={NEW}"
    client.login(username="member", password="demo")
    page = client.get(NEW).content.decode()
    assert "您刚才写的内容找回来了" in page
    assert "写了半个小时的建议。" in page
    assert not Item.objects.exists(), "GET changes nothing"
    compose(client, post=world["member"].post.pk, then="save")
    assert "找回来了" not in client.get(NEW).content.decode()


def test_nobody_else_on_the_same_machine_sees_it(sign_in, world):
    client = sign_in()
    expired(client)
    compose(client, post=world["member"].post.pk, advice="只给自己看的话。")
    client.login(username="member2", password="demo")
    assert "只给自己看的话。" not in client.get(NEW).content.decode()


def test_a_draft_survives_signing_out(sign_in):
    client = sign_in()
    item = drafted(client)
    client.post("/logout/")
    client = sign_in()
    assert item.title in client.get("/").content.decode()
    assert item.advice in client.get(reverse("item-edit", args=[item.slug])).content.decode()


# -- check and submit ------------------------------------------------------------------------------
def submit(client, item, **more):
    url = reverse("item-check", args=[item.slug])
    return client.post(url, {"version": item.version, "key": "k" * 32, "declared": "on"} | more)


def test_without_the_declaration_nothing_is_sent(sign_in):
    client = sign_in()
    item = drafted(client)
    page = submit(client, item, declared="")
    assert page.status_code == 422
    assert "请确认内容属实，再提交。" in page.content.decode()
    assert Item.objects.get().state == "draft"


def test_two_clicks_are_one_submission_with_one_number(sign_in):
    client = sign_in()
    item = drafted(client)
    first, second = submit(client, item), submit(client, item)
    assert first["Location"] == second["Location"] == reverse("item-sent", args=[item.slug])
    assert Item.objects.get().number == 1
    late = submit(client, item, key="another")
    assert late.status_code == 409
    assert client.get(reverse("item-check", args=[item.slug])).status_code == 302
    again = compose(client)
    assert again["Location"] == item.get_absolute_url(), "back to the form and sent again: no second item"
    assert Item.objects.count() == 1


def test_what_was_changed_elsewhere_since_the_check_is_not_submitted_unseen(sign_in):
    client = sign_in()
    item = drafted(client)
    compose(client, reverse("item-edit", args=[item.slug]), advice="别处改的。", version="0")
    assert submit(client, item).status_code == 409
    assert Item.objects.get().state == "draft"


def test_the_review_day_goes_into_the_calendar_of_the_phone(sign_in):
    client = sign_in()
    item = drafted(client)
    submit(client, item)
    item = Item.objects.get()
    answer = client.get(reverse("item-calendar", args=[item.slug]))
    assert answer["Content-Type"].startswith("text/calendar")
    lines = answer.content.decode().split("\r\n")
    assert f"DTSTART;VALUE=DATE:{item.review_on:%Y%m%d}" in lines
    assert max(len(line.encode()) for line in lines) <= 75
    assert client.get(reverse("item-edit", args=[item.slug])).status_code == 409


# -- sent back -------------------------------------------------------------------------------------
def test_the_office_words_stand_above_the_form_until_it_is_sent_again(sign_in, world):
    item = perform(world.submitted(), "send_back", actor=world["staff"], opinion="请补充具体路口和时段。")
    client = sign_in()
    edit = reverse("item-edit", args=[item.slug])
    page = client.get(edit)
    assert "请补充具体路口和时段。" in page.content.decode()
    answer = compose(
        client, edit, situation="早高峰七点到八点，枝条打到校车。", version=hidden(page, "version")
    )
    submit(client, Item.objects.get())
    item = Item.objects.get()
    assert (answer.status_code, item.state, item.number) == (302, "submitted", 1)


# -- 代录 ------------------------------------------------------------------------------------------
def test_the_office_writes_for_a_member_and_the_item_says_so(sign_in, world):
    client = sign_in("staff")
    member = world["member2"].post.member
    page = client.get(f"{NEW}?for={member.pk}").content.decode()
    assert f'<option value="{member.pk}" selected' in page
    assert compose(client).status_code == 422, "for whom, and from where"
    compose(client, member=member.pk, entered_from="来电", scans=[making.pdf()])
    item = Item.objects.get()
    assert (item.entered_by, item.entered_from, item.first_author.member) == (
        world["staff"].post,
        "来电",
        member,
    )
    assert Attachment.objects.get().purpose == "scan"
    assert "由 staff 代录（来电）" in client.get(reverse("item-check", args=[item.slug])).content.decode()
    submit(client, item)
    assert Item.objects.get().state == "submitted"


def test_a_member_of_another_organisation_cannot_be_written_for(sign_in, world):
    other = world.person("elsewhere", "member", organisation=world.county).post.member
    client = sign_in("staff")
    assert compose(client, member=other.pk, entered_from="来电").status_code == 422
    assert not Item.objects.exists()
    assert "elsewhere" not in client.get("/items/authors/?q=e").content.decode()
    assert "member2" in client.get("/items/authors/?q=member2").content.decode()
    assert sign_in("member").get("/items/authors/").status_code == 403
