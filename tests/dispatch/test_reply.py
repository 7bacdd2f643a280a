"""The reply: contact, draft, signature, release; what is refused and what stays typed."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from dispatch.models import Assignment, Contact, Reply
from tests import world as w
from weijianyi import rulebook
from weijianyi.audit.models import Event
from weijianyi.files.models import Attachment
from weijianyi.workflow import perform

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return w.build()


@pytest.fixture
def desk(world):
    return world.working()


@pytest.fixture
def unit(world, client):
    client.force_login(world["handler"].user)
    return client


def again(desk):
    return Assignment.objects.get(pk=desk.pk)


def act(client, desk, name, **data):
    return client.post(f"/desks/{desk.slug}/act/{name}/", {"version": again(desk).version} | data)


def contact_facts(world, **fields):
    form = rulebook.entry(world.city, "contact_form", "phone")
    facts = {"stage": "before", "form": form.pk, "held_on": timezone.localdate(), "summary": "约定现场查看"}
    return facts | fields


def reply_facts(world, **fields):
    return {k: getattr(v, "pk", v) for k, v in (world.reply() | fields).items()}


def photo(name="现场.jpg"):
    made = BytesIO()
    Image.new("RGB", (60, 40), "green").save(made, "JPEG")
    return SimpleUploadedFile(name, made.getvalue(), "image/jpeg")


def test_from_the_list_to_the_member(world, client):
    desk = world.dispatched()
    client.force_login(world["handler"].user)
    assert desk.item.title in client.get("/desks/").content.decode()
    assert act(client, desk, "sign").status_code == 302
    assert act(client, desk, "record_contact", **contact_facts(world)).status_code == 302
    assert act(client, desk, "send_for_signature", **reply_facts(world)).status_code == 302
    assert again(desk).state == "signing"
    client.force_login(world["unitlead"].user)
    assert "当日修剪伸入阳台的枝条" in client.get(desk.get_absolute_url()).content.decode()
    assert act(client, desk, "sign_reply").status_code == 302
    assert (again(desk).state, again(desk).holder) == ("released", "委员（评价）")
    assert desk.item.title in client.get("/desks/answered/").content.decode()


def test_missing_facts_come_back_with_everything_typed(world, desk, unit):
    typed = reply_facts(world, result="planned", facts="已列入明年计划", done_on="")
    answer = act(unit, desk, "send_for_signature", **typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "还没有与委员沟通的记录" in page
    assert "已列入明年计划" in page
    assert again(desk).state == "working"
    assert Reply.objects.get(desk=desk).facts == "已列入明年计划", "the draft is kept as well"


@pytest.mark.parametrize(("result", "left_out", "sentence"), [
    ("planned", "done_on", "要写明完成或预计完成的日期"), ("explained", "ground", "要写明政策依据或客观原因"),
    ("solved", "contact_phone", "联系电话"), ("solved", "facts", "办理情况"),
])  # fmt: skip
def test_each_class_has_its_own_missing_fact(world, desk, unit, result, left_out, sentence):
    world.contact(desk)
    entry = rulebook.entry(world.city, "result_class", result)
    answer = act(unit, desk, "send_for_signature", **reply_facts(world, result_class=entry) | {left_out: ""})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_a_contact_is_recorded_and_the_stage_ticked(world, desk, unit):
    assert act(unit, desk, "record_contact", **contact_facts(world)).status_code == 302
    assert Contact.objects.get().summary == "约定现场查看"
    assert "约定现场查看" in unit.get(desk.get_absolute_url()).content.decode()


def test_a_contact_in_the_future_is_refused_and_kept(world, desk, unit):
    tomorrow = timezone.localdate() + timezone.timedelta(days=1)
    answer = act(unit, desk, "record_contact", **contact_facts(world, held_on=tomorrow))
    assert answer.status_code == 422
    assert "日期不能晚于今天" in answer.content.decode()
    assert "约定现场查看" in answer.content.decode()
    assert not Contact.objects.exists()


def test_a_wrong_contact_is_corrected_by_a_new_one_and_kept_void(world, desk, unit):
    act(unit, desk, "record_contact", **contact_facts(world, photos=photo()))
    wrong = Contact.objects.get()
    url = f"/desks/{desk.slug}/contacts/{wrong.pk}/"
    assert f'href="{url}"' in unit.get(desk.get_absolute_url()).content.decode()
    assert "约定现场查看" in unit.get(url).content.decode(), "as it was recorded"
    facts = contact_facts(world, version=again(desk).version, key="once", summary="约定后天查看")
    assert unit.post(url, facts | {"summary": ""}).status_code == 422
    assert [unit.post(url, facts).status_code for _ in range(2)] == [302, 302]
    right = Contact.objects.get(voided_at=None)
    assert (right.summary, Contact.objects.get(pk=wrong.pk).summary) == ("约定后天查看", "约定现场查看")
    assert Attachment.objects.of(right).count() == 1
    assert Event.objects.get(step="correct_contact").note == "约定后天查看"
    page = unit.get(desk.get_absolute_url()).content.decode()
    assert "约定后天查看" in page
    assert "约定现场查看" not in page
    assert unit.get(url).status_code == 302, "leads to the one that stands"
    answer = unit.post(url, contact_facts(world, version=again(desk).version))
    assert answer.status_code == 422
    assert "已经更正过" in answer.content.decode()


def test_a_double_click_has_one_effect(world, desk, unit):
    facts = contact_facts(world, key="once", version=again(desk).version)
    first, second = (act(unit, desk, "record_contact", **facts) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert Contact.objects.count() == 1


def test_a_stale_page_is_told_who_was_faster_and_loses_nothing(world, desk, unit):
    world.contact(desk)
    seen = again(desk).version
    perform(again(desk), "urge", actor=world["staff"])
    answer = act(unit, desk, "send_for_signature", version=seen, **reply_facts(world))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "staff" in page
    assert "当日修剪" in page
    assert Reply.objects.get(desk=desk).facts.startswith("当日修剪")


def test_a_broken_version_is_a_stale_page_not_a_crash(world, desk, unit):
    assert act(unit, desk, "record_contact", **contact_facts(world, version="abc")).status_code == 409


def test_a_form_opened_under_another_hat_is_refused(world, desk, unit):
    answer = act(unit, desk, "record_contact", **contact_facts(world, post=world["unitlead"].post.pk))
    assert answer.status_code == 403


def test_autosave_keeps_and_clears_fields_and_does_not_move_the_desk(world, desk, unit):
    url, version = f"/desks/{desk.slug}/reply/save/", again(desk).version
    answer = unit.post(url, {"facts": "写到一半", "measures": "先排查"}, HTTP_ACCEPT="application/json")
    assert answer.json()["saved"]
    unit.post(url, {"facts": "写到一半了", "measures": ""}, HTTP_ACCEPT="application/json")
    draft = Reply.objects.get(desk=desk)
    assert (draft.facts, draft.measures, draft.sent_at) == ("写到一半了", "", None)
    assert again(desk).version == version
    assert not Event.objects.filter(step="send_for_signature").exists()
    unit.logout()
    unit.force_login(world["handler"].user)
    assert "写到一半了" in unit.get(desk.get_absolute_url()).content.decode()


def test_autosave_leaves_out_what_does_not_hold(world, desk, unit):
    url = f"/desks/{desk.slug}/reply/save/"
    answer = unit.post(url, {"facts": "字" * 3001, "measures": "留下"}, HTTP_ACCEPT="application/json")
    assert answer.status_code == 422
    assert (Reply.objects.get().facts, Reply.objects.get().measures) == ("", "留下")


def test_no_draft_is_written_after_the_reply_was_sent(world, unit):
    desk = world.signing()
    answer = unit.post(f"/desks/{desk.slug}/reply/save/", {"facts": "改一改"}, HTTP_ACCEPT="application/json")
    assert answer.status_code == 409
    assert Reply.objects.get().facts.startswith("当日修剪")


@pytest.mark.parametrize(
    ("who", "status"), [("handler2", 404), ("staff", 403), ("leader", 403), ("member", 403)]
)
def test_only_the_unit_writes_its_draft(world, desk, client, who, status):
    client.force_login(world[who].user)
    assert client.post(f"/desks/{desk.slug}/reply/save/", {"facts": "代写"}).status_code == status
    assert act(client, desk, "record_contact", **contact_facts(world)).status_code == status
    assert not Reply.objects.exists()


def test_a_template_goes_below_what_is_written(world, desk, unit):
    answer = unit.post(f"/desks/{desk.slug}/reply/save/", {"facts": "已有的话", "template": "solved"})
    assert answer["Location"].endswith("#reply")
    facts = Reply.objects.get().facts
    assert facts.startswith("已有的话\n\nmember委员：")
    assert unit.post(f"/desks/{desk.slug}/reply/save/", {"template": "none"}).status_code == 404


def test_expired_session_leads_through_sign_in_back_to_the_desk(world, desk, unit):
    unit.logout()
    answer = act(unit, desk, "send_for_signature", **reply_facts(world))
    assert "/login/?next=" in answer["Location"]
    unit.force_login(world["handler"].user)
    assert unit.get(f"/desks/{desk.slug}/act/send_for_signature/")["Location"] == desk.get_absolute_url()


def test_evidence_comes_with_the_form_without_scripts(world, desk, unit):
    world.contact(desk)
    answer = act(unit, desk, "send_for_signature", before_photos=photo("前.jpg"), after_photos=photo("后.jpg"),
                 **reply_facts(world))  # fmt: skip
    assert answer.status_code == 302
    assert sorted(Attachment.objects.of(desk).values_list("purpose", flat=True)) == ["after", "before"]


def test_a_bad_file_is_named_and_the_good_ones_and_the_text_stay(world, desk, unit):
    world.contact(desk)
    bad = SimpleUploadedFile("假照片.jpg", b"<html>", "image/jpeg")
    answer = act(
        unit, desk, "send_for_signature", before_photos=bad, after_photos=photo(), **reply_facts(world)
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "假照片.jpg" in page
    assert "当日修剪" in page
    assert [a.purpose for a in Attachment.objects.of(desk)] == ["after"]


def test_the_reply_waits_for_every_assisting_unit(world, client):
    desk = world.dispatched(assists=[world.departments["交通局"]])
    desk = world.contact(world.working(desk))
    client.force_login(world["handler"].user)
    assert "还在等协办单位的意见：交通局" in client.get(desk.get_absolute_url()).content.decode()
    assert act(client, desk, "send_for_signature", **reply_facts(world)).status_code == 409
    assist = desk.assists.get()
    client.force_login(world["handler2"].user)
    assert act(client, assist, "sign").status_code == 302
    assert "城管局" in client.get(assist.get_absolute_url()).content.decode()
    assert act(client, assist, "give_opinion", facts="").status_code == 422
    assert act(client, assist, "give_opinion", facts="同意修剪，不影响交通。").status_code == 302
    client.force_login(world["handler"].user)
    assert "同意修剪，不影响交通。" in client.get(desk.get_absolute_url()).content.decode()
    assert act(client, desk, "send_for_signature", **reply_facts(world)).status_code == 302


def test_a_handler_does_not_sign_off_unless_the_unit_says_so(world, client):
    desk = world.signing()
    client.force_login(world["handler"].user)
    assert act(client, desk, "sign_reply").status_code == 403
    type(desk.department).objects.filter(pk=desk.department_id).update(single_signer=True)
    assert 'form="release"' in client.get(desk.get_absolute_url()).content.decode()
    assert act(client, desk, "sign_reply").status_code == 302
    assert again(desk).state == "released"


def test_a_draft_given_back_shows_why(world, client):
    desk = world.signing()
    client.force_login(world["unitlead"].user)
    assert act(client, desk, "give_back_draft", opinion="").status_code == 422
    assert act(client, desk, "give_back_draft", opinion="请写明修剪日期").status_code == 302
    client.force_login(world["handler"].user)
    page = client.get(desk.get_absolute_url()).content.decode()
    assert "答复已退回修改：请写明修剪日期" in page
    assert "当日修剪" in page


def test_steps_that_have_no_place_on_the_page_are_not_found(world, desk, unit):
    assert act(unit, desk, "cancel").status_code == 404
    assert act(unit, desk, "nonsense").status_code == 404


def test_rare_characters_survive(world, desk, unit):
    act(unit, desk, "record_contact", **contact_facts(world, summary="与𠮷先生🌳\x00通话"))
    assert Contact.objects.get().summary == "与𠮷先生🌳通话"
