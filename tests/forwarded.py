"""The journey of a report that goes to a unit, of a topic of reports, of an informant, in short verbs."""

from django.utils import timezone

from dispatch.models import Informant
from members.models import Collective
from members.states import Role
from suggestions import drafting
from suggestions.models import Inquiry
from suggestions.states import Kind
from suggestions.topics import quarters
from tests import reported
from weijianyi import rulebook
from weijianyi.workflow import perform

ASKED = {"title": "请研究校门口三轮车停放", "situation": "放学时段三轮车占道。", "advice": "请提出疏导办法。"}


def by_informant(w, **fields):
    """A report an informant has handed in under the own account."""
    words = {
        "title": "反映村道照明不足", "situation": "向阳镇 3 个村夜间没有路灯。", "advice": "请安排照明。",
        "category": rulebook.entry(w.city, "category", "city"), "open_consent": False, "closed_reason": "内部",
    } | fields  # fmt: skip
    item = drafting.begin(w["informant"], Kind.REPORT, words)
    return perform(item, "submit", actor=w["informant"], declared=True)


def asked(w, report=None, **words):
    """The inquiry made of a report, ready to be handed out."""
    report = report or reported.editing(w)
    perform(report, "forward", actor=w["editor"], **ASKED | words)
    return Inquiry.objects.filter(links_in__from_item=report).latest("pk")


def at_unit(w, report=None, lead="城管局", **desks):
    item = perform(asked(w, report), "dispatch", actor=w["editor"], lead=w.departments[lead], **desks)
    return item.desks.get(department=w.departments[lead])


def answered(w, desk=None):
    """The unit has answered; no member to talk to, so no contact is asked for."""
    desk = perform(desk or at_unit(w), "sign", actor=w["handler"])
    return again(w, desk)


def again(w, desk):
    desk = perform(desk, "send_for_signature", actor=w["handler"], **w.reply())
    return perform(desk, "sign_reply", actor=w["unitlead"])


def told(w, desk=None, text="交警已在校门口划定等候区。"):
    item = Inquiry.objects.get(pk=(desk or answered(w)).item_id)
    return perform(item, "pass_back", actor=w["editor"], told=text)


def topic(w, by="editor", **values):
    values = {
        "title": "农村留守老人养老", "why": "", "points": "", "due_on": None, "addressees": [],
        "quarter": quarters.first_day(timezone.localdate()),
    } | values  # fmt: skip
    return quarters.publish(w[by], values)


def committee(w, name="committee"):
    """The operator of a special committee."""
    return w.person(name, Role.OPERATOR, collective=Collective.objects.get(name="提案委"))


def named(w, **fields):
    """An informant of a unit, with the account of the world."""
    start = timezone.localdate().replace(day=1)
    values = {"name": "李春", "department": w.departments["城管局"], "valid_from": start} | fields
    return Informant.objects.create(organisation=w.city, **values)
