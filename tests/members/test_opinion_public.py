"""民意直通: what residents meet without an account, from the poster's code to the deletion of their words."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from members.models import Opinion, OpinionContact, StudioCode
from members.opinions import receipts, suspicion
from tests import opinions, world
from tests.weijianyi.files.making import photo
from weijianyi.audit.models import Event
from weijianyi.files.models import Attachment
from weijianyi.rulebook.models import Setting

pytestmark = pytest.mark.django_db
SAID = {"text": opinions.TEXT, "reply_by": "code", "second": "2468", "adult": "on"}


@pytest.fixture
def w():
    return world.build()


@pytest.fixture
def calm(w):
    """Forms are sent at once here: nobody waits three seconds in a test."""
    rule("opinion_quick_seconds", 0)
    return w


def rule(key, value):
    Setting.objects.create(organisation=None, key=key, value=value, valid_from="2020-01-01", basis="试")


def page_of(w):
    return reverse("opinion-new", args=[opinions.code(w).token])


def send(w, client=None, key=None, **said):
    client = client or Client()
    key = key or receipts.form_key(opinions.code(w).token)
    return client.post(page_of(w), {**SAID, **said, "form_key": key})


def only():
    return Opinion.objects.get()


def test_the_page_names_studio_duty_and_check_number_and_needs_no_session(w):
    client = Client()
    answer = client.get(page_of(w))
    text = answer.content.decode()
    code = opinions.code(w)
    assert answer.status_code == 200
    assert code.check_number in text
    assert "西流湾社区委员工作室" in text
    assert "今天由工作室联络员接收" in text
    assert "14 周岁" in text
    assert "涉密" in text
    assert "weijianyi_session" not in answer.cookies


def test_a_double_tap_is_one_opinion_and_shows_the_same_code(calm):
    key = receipts.form_key(opinions.code(calm).token)
    first, second = send(calm, key=key), send(calm, key=key)
    pages = [Client().get(answer.url).content.decode() for answer in (first, second)]
    assert Opinion.objects.count() == 1
    assert all(only().receipt in page for page in pages)
    assert re.fullmatch(r"[A-Z0-9]{8}", only().receipt)
    assert only().notice_version == "1"
    assert only().delete_after == timezone.localdate() + timedelta(days=365)


def test_contact_is_kept_only_where_it_is_wanted(calm):
    send(calm, phone=opinions.PHONE, name=opinions.NAME, pass_on="on")
    assert not OpinionContact.objects.exists()
    refused = send(calm, reply_by="sms", second="")
    assert refused.status_code == 422
    assert opinions.TEXT in refused.content.decode()
    send(calm, reply_by="sms", second="", phone="137 5555 0186", name=opinions.NAME)
    contact = OpinionContact.objects.get()
    assert contact.facts() == {"name": opinions.NAME, "phone": opinions.PHONE}
    assert not contact.pass_on
    assert opinions.PHONE not in contact.sealed
    assert opinions.NAME not in contact.sealed


def test_bad_input_keeps_everything_and_says_what_is_missing(calm):
    answer = send(calm, text="", second="12", adult="")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert not Opinion.objects.exists()
    assert "请填四位数字" in page
    assert "未满 14 周岁" in page
    assert "2468" not in page


def test_photos_are_made_anew_and_carry_no_place(calm):
    picture = photo("home.jpg")
    send(calm, photos=[picture])
    kept = Attachment.objects.of(only()).get()
    assert kept.uploaded_by is None
    with kept.path.open("rb") as stored, Image.open(stored) as made:
        assert not made.getexif()
    assert send(calm, photos=[photo(f"{n}.jpg") for n in range(6)]).status_code == 422
    bad = SimpleUploadedFile("x.jpg", b"no photo", "image/jpeg")
    assert send(calm, photos=[bad]).status_code == 422


def test_unknown_revoked_and_closed_codes_say_where_to_go(w):
    client = Client()
    assert client.get("/s/nosuchtoken/").status_code == 404
    old = opinions.code(w)
    StudioCode.objects.filter(pk=old.pk).update(revoked_at=timezone.now())
    StudioCode.objects.create(studio=old.studio)
    answer = client.get(reverse("opinion-new", args=[old.token]))
    assert answer.status_code == 410
    assert "已经停用" in answer.content.decode()
    assert "0700-6132" in answer.content.decode()
    assert client.post(reverse("opinion-new", args=[old.token]), SAID).status_code == 410
    old.studio.online = False
    old.studio.save()
    assert client.get(page_of(w)).status_code == 410


def test_looking_up_needs_both_secrets_and_says_the_same_for_unknown_and_wrong(w):
    opinion = opinions.received(w)
    wrong = [
        Client().post(reverse("opinion-lookup"), {"code": code, "second": second})
        for code, second in ((opinion.receipt, "0000"), ("AAAA2222", "0186"))
    ]
    pages = [re.sub(r'value="[^"]*"', "", a.content.decode()) for a in wrong]
    assert [a.status_code for a in wrong] == [422, 422]
    assert pages[0] == pages[1]
    right = Client().post(reverse("opinion-lookup"), {"code": opinion.receipt.lower(), "second": "0186"})
    page = Client().get(right.url).content.decode()
    assert "已经收到" in page
    assert opinions.TEXT in page


def test_guessing_is_stopped_also_with_the_right_code(w):
    opinion, client = opinions.received(w), Client()
    for _ in range(receipts.WRONG_BY_CODE):
        client.post(reverse("opinion-lookup"), {"code": opinion.receipt, "second": "9999"})
    answer = client.post(reverse("opinion-lookup"), {"code": opinion.receipt, "second": "0186"})
    assert answer.status_code == 429
    assert "十分钟" in answer.content.decode()


def test_links_of_residents_are_signed_and_run_out(w, monkeypatch):
    opinion = opinions.received(w)
    link = receipts.own_link(opinion)
    assert receipts.opinion_of(link) == opinion
    assert receipts.opinion_of(link[:-1] + "x") is None
    assert receipts.opinion_of(receipts.form_key("x")) is None
    monkeypatch.setattr(receipts, "OWN_SECONDS", -1)
    assert Client().get(reverse("opinion-own", args=[link])).status_code == 404


def act(opinion, name, **data):
    return Client().post(reverse("opinion-own-act", args=[receipts.own_link(opinion), name]), data)


def test_the_resident_corrects_withdraws_and_deletes(w):
    opinion = opinions.received(w)
    answer = act(opinion, "correct", text="罗溪巷往北 200 米，路面破损。")
    assert Opinion.objects.get().text.startswith("罗溪巷往北")
    page = Client().get(answer.url).content.decode()
    assert "更正已经保存" in page
    assert "现在由" in page
    answer = act(opinion, "withdraw")
    assert "现在由" not in Client().get(answer.url).content.decode(), "nobody works on it any more"
    assert act(opinion, "withdraw").status_code == 409
    assert act(opinion, "erase").status_code == 200
    gone = Opinion.objects.get()
    assert gone.state == "withdrawn"
    assert gone.erased_at
    assert gone.receipt is None
    assert "罗溪" not in gone.text
    assert not OpinionContact.objects.exists()


def test_what_was_turned_is_not_withdrawn_and_the_page_says_why(w):
    opinion = opinions.turned(w)
    answer = act(opinion, "withdraw")
    assert answer.status_code == 409
    assert "不能撤回" in answer.content.decode()
    act(opinion, "erase")
    opinion.refresh_from_db()
    assert not OpinionContact.objects.exists()
    assert opinion.text == opinions.TEXT


def test_solved_or_not_is_the_residents_word(w):
    assert act(opinions.answered(w), "confirm").status_code == 302
    assert only().state == "closed"
    assert only().solved is True
    second = opinions.answered(w, opinions.received(w, "楼道灯不亮。"))
    act(second, "disagree")
    second.refresh_from_db()
    assert second.state == "taken"
    assert second.solved is False


def test_only_texts_written_for_everybody_are_published(w):
    from weijianyi.workflow import perform  # noqa: PLC0415 -- only here

    opinion = opinions.closed(w)
    url = reverse("opinion-solved", args=[opinions.code(w).token])
    assert "还没有公开的办结事项" in Client().get(url).content.decode()
    perform(
        opinion,
        "publish",
        actor=w["liaison"],
        public_title="罗溪巷路面修好了",
        public_text="城管局修补路面 200 米。",
    )
    page = Client().get(url).content.decode()
    assert "修补路面 200 米" in page
    assert opinions.TEXT not in page
    perform(Opinion.objects.get(), "unpublish", actor=w["liaison"])
    assert "修补路面" not in Client().get(url).content.decode()


# -- robots ----------------------------------------------------------------------------------------
def marks():
    return sorted(Opinion.objects.values_list("suspicion", flat=True))


def test_what_looks_like_a_robot_is_kept_apart_and_nobody_is_told(w):
    send(w)  # sent in no time
    send(w, key="forged")
    send(w, website="http://x")
    assert marks() == ["honeypot,quick", "key", "quick"]
    assert not Event.objects.filter(step="arrive").exists()
    assert Opinion.objects.sorted_out().count() == 0
    assert Opinion.objects.doubtful().count() == 3


def test_sixty_people_behind_one_address_are_heard_and_the_rest_is_held_not_refused(calm):
    rule("opinion_alike_limit", 1000)
    answers = [
        send(calm, text=f"第{n}件事：{'路灯水管井盖树枝'[n % 8]}坏了。", second="1357") for n in range(66)
    ]
    assert {a.status_code for a in answers} == {302}
    assert Opinion.objects.sorted_out().count() == 60
    assert marks().count("address") == 6


def test_the_same_words_again_and_again_are_grouped(calm):
    for n in range(8):
        send(calm, text=f"加微信{n}{n}{n}，低价办证，随到随办，欢迎咨询。")
    assert marks().count("alike") == 3
    assert len(set(Opinion.objects.values_list("likeness", flat=True))) == 1
    assert suspicion.likeness_of(opinions.TEXT) != suspicion.likeness_of("楼下的健身器材坏了没有人修。")


def test_counting_goes_on_in_the_database_when_the_cache_is_down(calm, monkeypatch):
    from members import tally  # noqa: PLC0415 -- patched here

    def down(*args, **kwargs):
        raise ConnectionError

    monkeypatch.setattr(tally.cache, "add", down)
    assert [tally.hit("x") for _ in range(3)] == [1, 2, 3]


def test_an_old_form_keeps_the_words_and_asks_again(w, monkeypatch):
    monkeypatch.setattr(receipts, "FORM_DAY", -1)
    rule("opinion_quick_seconds", 0)
    answer = send(w)
    assert answer.status_code == 422
    assert opinions.TEXT in answer.content.decode()
    assert not Opinion.objects.exists()
