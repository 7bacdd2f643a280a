"""A proposal at its desks: plan, three contacts, signed co-opinions, answers by request, numbered letters, check."""

from datetime import timedelta

import pytest
from django.utils import timezone

from dispatch.forms import ReplyForm
from dispatch.models import Answer, Contact, HandlingPlan, Reply, Request
from tests import proposals as p
from tests import world as w
from tests.dispatch.test_reply import act, again, photo
from tests.weijianyi.files import making
from weijianyi import rulebook
from weijianyi.clock.models import Deadline
from weijianyi.files.keeping import attach
from weijianyi.files.models import Attachment
from weijianyi.workflow import BadFacts, NotNow, perform

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return w.build()


def page(client, world, who, url):
    client.force_login(world[who].user)
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def send(world, desk, **fields):
    return perform(desk, "send_for_signature", actor=world["handler"], **p.reply(world, desk, **fields))


def sealed(world, desk):
    attach(desk, making.photo(), kind="photo", actor=world["unitlead"], purpose="scan")


# -- plan and contacts -----------------------------------------------------------------------------
def test_a_reply_waits_for_the_plan(world):
    desk = p.contacted(world, p.working(world))
    with pytest.raises(BadFacts, match="还没有办理方案"):
        send(world, desk)
    assert send(world, p.planned(world, desk)).state == "signing"


def test_the_plan_names_handler_leader_and_day(world, client):
    desk = p.working(world)
    client.force_login(world["handler"].user)
    facts = {"officer": world["handler"].post.officer.pk, "leader_name": "王建国", "text": "先调研再选点。",
             "planned_on": desk.due_on + timedelta(days=1), "version": desk.version}  # fmt: skip
    late = client.post(f"/steps/desk/{desk.slug}/set_plan/", facts)
    assert late.status_code == 422
    assert "不能晚于答复期限" in late.content.decode()
    client.post(f"/steps/desk/{desk.slug}/set_plan/", facts | {"planned_on": desk.due_on})
    assert HandlingPlan.objects.get(desk=desk).planned_on == desk.due_on
    for who, url in (("handler", desk), ("member", desk.item), ("staff", desk.item)):
        assert "先调研再选点。" in page(client, world, who, url.get_absolute_url())


def test_a_micro_suggestion_has_no_plan(world):
    desk = world.working()
    with pytest.raises(NotNow, match="不用填写办理方案"):
        p.planned(world, desk)


@pytest.mark.parametrize(("made", "missing"), [
    ((), "还缺办前、办中、办后沟通"), (("before", "after"), "还缺办中沟通"), (("during",), "还缺办前、办后沟通"),
])  # fmt: skip
def test_the_missing_contacts_are_named(world, made, missing):
    desk = p.planned(world, p.working(world))
    if made:
        desk = p.contacted(world, desk, *made)
    with pytest.raises(BadFacts, match=missing):
        send(world, desk)


def test_which_contacts_are_asked_for_is_a_rule(world):
    p.rule(world, "contact_stages_proposal", ["after"])
    assert send(world, p.contacted(world, p.planned(world, p.working(world)), "after")).state == "signing"


def test_a_contact_says_who_of_which_rank_came_and_shows_its_photos(world, client):
    desk = p.working(world)
    client.force_login(world["handler"].user)
    form = rulebook.entry(world.city, "contact_form", "site")
    facts = {"stage": "before", "form": form.pk, "held_on": timezone.localdate(), "summary": "看选点"}
    assert act(client, desk, "record_contact", **facts).status_code == 422, "the rank is missing"
    act(client, desk, "record_contact", rank="chief", photos=photo(), **facts)
    contact = Contact.objects.get()
    picture = Attachment.objects.of(contact).get()
    for who, url in (("handler", desk), ("member", desk.item)):
        shown = page(client, world, who, url.get_absolute_url())
        assert "（主要领导）" in shown
        assert picture.slug in shown
        assert client.get(f"/files/{picture.slug}/view/").status_code == 200
    client.force_login(world["handler2"].user)
    assert client.get(f"/files/{picture.slug}/view/").status_code == 404


def test_the_first_contact_is_due_after_fifteen_workdays(world):
    desk = p.working(world)
    clock = Deadline.objects.of(desk).get(code="first_contact")
    assert (clock.unit, clock.value) == ("workday", 15)
    p.contacted(world, desk, "before")
    clock.refresh_from_db()
    assert clock.outcome == "kept"
    assert not Deadline.objects.of(world.dispatched()).filter(code="first_contact").exists()


# -- co-opinions -----------------------------------------------------------------------------------
def test_a_co_opinion_is_signed_before_the_lead_unit_reads_it(world, client):
    assist = p.opinion_signing(world)
    lead = assist.serves
    assert (assist.state, assist.role_word, str(assist)) == ("signing", "会办", "城管局（会办）")
    shown = page(client, world, "handler2", lead.get_absolute_url())
    assert "会办单位" in shown
    assert "可以提供场地" not in shown
    assist = perform(assist, "give_back_draft", actor=world["unitlead"], opinion="写明面积")
    assert "会办意见已退回修改：写明面积" in page(client, world, "handler", assist.get_absolute_url())
    act(client, assist, "send_opinion", facts="可提供 200 平方米。")
    assert "签发后送主办单位" in page(client, world, "unitlead", assist.get_absolute_url())
    act(client, assist, "sign_opinion")
    year = timezone.localdate().year
    shown = page(client, world, "handler2", lead.get_absolute_url())
    assert f"城管局提会〔{year}〕1号" in shown
    assert "可提供 200 平方米。" in shown
    assert again(assist).state == "done"
    assert not Deadline.objects.running().of(assist).exists()


def test_the_lead_waits_for_the_signature_and_not_only_for_the_words(world):
    assist = p.opinion_signing(world)
    lead = perform(assist.serves, "sign", actor=world["handler2"])
    with pytest.raises(NotNow, match="还在等会办单位的意见：城管局"):
        perform(lead, "send_for_signature", actor=world["handler2"])
    perform(
        assist, "waive", actor=world["staff"], reason=rulebook.entry(world.city, "assist_exception", "phone")
    )
    assert again(assist).state == "cancelled"


def test_each_kind_has_its_own_way_of_helping(world):
    proposal = p.working(world, p.filed(world, lead="交通局", assists=["城管局"]))
    with pytest.raises(NotNow, match="请送签"):
        perform(proposal, "give_opinion", actor=world["handler"], facts="同意")
    item = world.dispatched(lead="交通局", assists=[world.departments["城管局"]]).item
    micro = perform(p.desk(world, item), "sign", actor=world["handler"])
    assert micro.role_word == "协办"
    with pytest.raises(NotNow, match="只有提案"):
        perform(micro, "send_opinion", actor=world["handler"], facts="同意")
    assert perform(micro, "give_opinion", actor=world["handler"], facts="同意").state == "done"


# -- answers by request ----------------------------------------------------------------------------
def test_the_numbered_requests_are_kept_at_dispatch_and_answered_one_by_one(world, client):
    desk = p.contacted(world, p.planned(world, p.working(world)))
    first, second, third = Request.objects.filter(item=desk.item)
    assert second.text == "对普惠托位给予补贴。\n具体标准由市里定。"
    client.force_login(world["handler"].user)
    facts = {k: getattr(v, "pk", v) for k, v in world.reply().items()}
    answers = {f"answer_{first.pk}": "已建两处。", f"answer_{third.pk}": "名单已公布。"}
    answers |= {f"outcome_{r.pk}": "done" for r in (first, second, third)}
    refused = act(client, desk, "send_for_signature", **facts, **answers)
    assert refused.status_code == 422
    assert "请答复第 2 条建议。" in refused.content.decode()
    assert Answer.objects.get(request=first).text == "已建两处。", "the draft is kept as well"
    answers[f"answer_{second.pk}"] = "每个托位每月补 300 元。"
    assert act(client, desk, "send_for_signature", **facts, **answers).status_code == 302
    perform(again(desk), "sign_reply", actor=world["unitlead"])
    perform(again(desk), "pass_check", actor=world["supervisor"])
    for url in (desk.item.get_absolute_url(), f"/items/{desk.item.slug}/print/", f"/desks/{desk.slug}/rate/"):
        shown = page(client, world, "member", url)
        assert "每个托位每月补 300 元。" in shown
        assert "对普惠托位给予补贴。" in shown
    others = page(client, world, "member2", desk.item.get_absolute_url())
    assert "每个托位每月补 300 元。" in others
    assert "对普惠托位给予补贴。" not in others, "the requests are the author's text"


def test_autosave_keeps_the_answers(world, client):
    desk = p.working(world)
    request = Request.objects.filter(item=desk.item).first()
    client.force_login(world["handler"].user)
    for text in ("写到一半", "写到一半了"):
        client.post(f"/desks/{desk.slug}/reply/save/", {f"answer_{request.pk}": text})
    client.post(f"/desks/{desk.slug}/reply/save/", {"facts": "另一处"})
    assert Answer.objects.get().text == "写到一半了"
    assert "写到一半了" in client.get(desk.get_absolute_url()).content.decode()


def test_a_micro_suggestion_is_answered_as_a_whole(world):
    desk = world.working()
    assert not Request.objects.exists()
    assert not ReplyForm(subject=desk, actor=world["handler"]).answer_fields()


# -- numbers and scans -----------------------------------------------------------------------------
def test_letters_are_numbered_per_department_when_signed(world):
    type(world.departments["城管局"]).objects.filter(name="城管局").update(letter_word="城管")
    year = timezone.localdate().year
    numbers = [p.checking(world).current_reply.letter_number for _ in range(2)]
    assert numbers == [f"城管提复〔{year}〕1号", f"城管提复〔{year}〕2号"]
    back = perform(p.checking(world), "fail_check", actor=world["supervisor"], opinion="不对题")
    back = perform(send(world, back), "sign_reply", actor=world["unitlead"])
    assert back.current_reply.letter_number == f"城管提复〔{year}〕3号", "a letter sent back keeps its number"
    own = perform(
        p.signing(world), "sign_reply", actor=world["unitlead"], document_number="云城管函〔2026〕9号"
    )
    assert (own.current_reply.letter_number, own.current_reply.number_shown) == ("", "云城管函〔2026〕9号")
    assert world.released().current_reply.number_shown == ""


def test_where_the_scan_is_the_reply_nothing_is_signed_without_it(world, client):
    p.rule(world, "authoritative_reply", ["proposal"])
    desk = p.signing(world)
    client.force_login(world["unitlead"].user)
    missing = act(client, desk, "sign_reply")
    assert missing.status_code == 422
    assert "请填写“本单位文号”" in missing.content.decode()
    unsealed = act(client, desk, "sign_reply", document_number="云城管函〔2026〕9号")
    assert "请先上传盖章答复的扫描件" in unsealed.content.decode()
    signed = act(client, desk, "sign_reply", document_number="云城管函〔2026〕9号", scan_photos=photo())
    assert signed.status_code == 302
    perform(again(desk), "pass_check", actor=world["supervisor"])
    scan = Attachment.objects.of(desk).get()
    for who, url in (("member", desk.item), ("unitlead", desk), ("staff", desk.item)):
        assert "以盖章扫描件为准（文号：云城管函〔2026〕9号）。" in page(
            client, world, who, url.get_absolute_url()
        )
    assert scan.slug in page(client, world, "member", desk.item.get_absolute_url())


def test_elsewhere_the_page_is_the_reply_and_says_so(world, client):
    desk = p.released(world)
    for url in (desk.item.get_absolute_url(), f"/items/{desk.item.slug}/print/", f"/desks/{desk.slug}/rate/"):
        assert "以本页文字为准。" in page(client, world, "member", url)
    assert "为准" not in page(client, world, "member", world.released().item.get_absolute_url())


# -- check -----------------------------------------------------------------------------------------
def test_the_check_may_change_the_class_and_both_are_kept(world, client):
    desk = p.checking(world)
    planned = rulebook.entry(world.city, "result_class", "planned")
    ticked = dict.fromkeys(("answers", "evidence", "private", "classed"), "on")
    client.force_login(world["supervisor"].user)
    facts = ticked | {"version": desk.version, "result_class": planned.pk}
    refused = client.post(f"/checks/{desk.slug}/", facts)
    assert refused.status_code == 422
    assert "请写明理由" in refused.content.decode()
    client.post(f"/checks/{desk.slug}/", facts | {"reason": "只建成一处"})
    reply = Reply.objects.get(desk=desk)
    change = reply.class_changes.get()
    assert (reply.result_class.code, reply.class_now.code, change.source) == ("solved", "planned", "check")
    for who, url in (("member", desk.item), ("handler", desk), ("staff", desk.item)):
        shown = page(client, world, who, url.get_absolute_url())
        assert "B 列入计划" in shown
        assert "核定 A→B" in shown
    assert "列入计划（核定，原已解决）" in page(client, world, "handler", "/desks/answered/")


def test_the_same_class_is_no_change(world):
    desk = perform(p.checking(world), "pass_check", actor=world["supervisor"],
                   result_class=rulebook.entry(world.city, "result_class", "solved"))  # fmt: skip
    assert not desk.current_reply.class_changes.exists()


# -- after the reply -------------------------------------------------------------------------------
def test_the_proposer_has_fifteen_workdays_and_silence_is_no_verdict(world, client):
    desk = p.released(world)
    clock = Deadline.objects.of(desk).get(code="rate")
    assert (clock.unit, clock.value) == ("workday", 15)
    desk = perform(desk, "lapse", actor=w.SYSTEM_ACTOR)
    assert desk.lapsed_at
    assert not desk.last_released.ratings.exists()
    assert "未表态" in page(client, world, "handler", "/desks/answered/")
