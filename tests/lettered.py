"""Proposals far enough for their letters: filed, handed out, answered; the one place that knows the way there."""

import io

from docx import Document
from docx.oxml.ns import qn

from members.states import Role
from suggestions.models import Authorship, Item, Proposal
from tests import proposals
from weijianyi import rulebook
from weijianyi.audit.models import PendingStep
from weijianyi.workflow import perform, seconding

TEXT = {
    "title": "关于加快老旧小区加装电梯的建议", "situation": "全市建成于2000年前的小区有312个，七成楼栋没有电梯。",
    "analysis": "资金分摊难，审批环节多，后期维护没有着落。", "advice": "一是设立专项补助；二是推行一窗受理。",
}  # fmt: skip


def session(world):
    return world.city.sessions.get()


def submitted(world, co_signers=(), **fields):
    item = world.draft(kind=Proposal, **TEXT | fields)
    for place, name in enumerate(co_signers, 1):
        member = world[name].post.member
        Authorship.objects.create(
            item=item, member=member, name=member.name, order=place, signed_at=item.saved_at
        )
    return perform(item, "submit", actor=world["member"], declared=True)


def filed(world, number=128, co_signers=(), **fields):
    """立案: with a number of the session."""
    item = submitted(world, co_signers, **fields)
    item = world.filed(item)
    Item.objects.filter(pk=item.pk).update(session=session(world), number=number, number_year=None)
    return Item.objects.get(pk=item.pk)


def dispatched(world, item=None, assists=(), **fields):
    """The desk of 城管局, which answers; the others assist."""
    item = item or filed(world, **fields)
    helping = [world.departments[name] for name in assists]
    perform(item, "dispatch", actor=world["staff"], lead=world.departments["城管局"], assists=helping)
    return item.desks.get(department=world.departments["城管局"])


def answered(world, desk=None, **fields):
    """Released to the proposers."""
    desk = proposals.signing(world, world.working(desk or dispatched(world, **fields)))
    return passed(world, perform(desk, "sign_reply", actor=world["unitlead"]))


def passed(world, desk):
    """A reply to a proposal is checked first."""
    return perform(desk, "pass_check", actor=world["supervisor"]) if desk.state == "checking" else desk


def opinion(world, desk, text="同意设立专项补助，列入明年预算。"):
    """交通局, who assists, gives its opinion."""
    helping = desk.item.desks.get(department=world.departments["交通局"])
    helping = perform(helping, "sign", actor=world["handler2"])
    world.officer("unitlead2", Role.UNIT_HEAD, "交通局")
    helping = perform(helping, "send_opinion", actor=world["handler2"], facts=text)
    return perform(helping, "sign_opinion", actor=world["unitlead2"])


def declined(world):
    reason = rulebook.entry(world.city, "not_filed_reason", "empty")
    item = submitted(world)
    perform(item, "decline", actor=world["staff"], reason=reason, opinion="请写明具体建议后再提出。")
    for waiting in PendingStep.objects.filter(object_id=item.pk, decided_at=None):  # a second person agrees
        seconding.decide(waiting, actor=world["head"], agree=True)
    return Item.objects.get(pk=item.pk)


def said(content):
    """The words of every paragraph, cell and head, line breaks of titles left out."""
    document = Document(io.BytesIO(content))
    parts = [document.element.body]
    for section in document.sections:
        parts += [section.first_page_header._element, section.header._element, section.footer._element]
    lines = ["".join(t.text or "" for t in p.iter(qn("w:t"))) for part in parts for p in part.iter(qn("w:p"))]
    return "\n".join(lines)
