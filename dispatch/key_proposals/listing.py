"""The list of key proposals by tab and filter, and what the page of one says: who has it, what is next."""

from django.db.models import Count, Exists, OuterRef, Q

from dispatch.key_proposals.states import KeyState
from dispatch.models import Assignment, KeyProposal, Meeting
from dispatch.states import ANSWERING, GONE
from members.rules import has_role, is_office
from members.states import Role
from weijianyi.templatetags.ui import cn_time

K = KeyState
CANDIDATES = "candidates"
STATES = {"pending": K.CANDIDATE, "key": K.DECIDED, "closed": K.CLOSED, "declined": K.DECLINED}
LABELS = {"pending": "待定", "key": "重点", "closed": "已办结", "declined": "未列入"}
ORDER = ("-nominated_at", "-pk")


def sees_candidates(actor):
    """Scoring is for those who nominate and decide."""
    return is_office(actor) or has_role(actor, Role.LEADER)


def tabs_for(actor):
    """{tab: label}; authors and units know decided ones only."""
    if sees_candidates(actor):
        return {CANDIDATES: "候选", **LABELS}
    if has_role(actor, Role.SUPERVISOR):
        return LABELS
    return {"key": "重点", "closed": "已办结"}


def rows(actor, tab, wanted):
    found = filtered(KeyProposal.objects.visible_to(actor), wanted).filter(state=STATES[tab])
    return found.select_related("item", "committee", "leader__user").annotate(
        reports=Count("progress", distinct=True),
        met=Count("meetings", filter=Q(meetings__voided_at=None), distinct=True),
    )


def filtered(keys, wanted):
    if wanted.get("q"):
        keys = keys.filter(item__title__contains=wanted["q"])
    if wanted.get("committee"):
        keys = keys.filter(committee=wanted["committee"])
    if wanted.get("department"):
        desks = Assignment.objects.filter(item=OuterRef("item"), department=wanted["department"])
        keys = keys.filter(Exists(desks.filter(role__in=ANSWERING).exclude(state__in=GONE)))
    return keys


def numbers(actor, wanted):
    """{tab: number} in one statement."""
    counts = {tab: Count("pk", filter=Q(state=state)) for tab, state in STATES.items()}
    return filtered(KeyProposal.objects.visible_to(actor), wanted).aggregate(**counts)


def standing(key):
    """(who has it, what comes next)."""
    if key.state == K.CANDIDATE:
        return "领导或提案委负责人", "决定是否列为重点提案。"
    if key.state == K.DECLINED:
        return "", "没有列为重点，按一般提案办理。"
    if key.state == K.CLOSED:
        return "", f"{cn_time(key.closed_at)} 办结。"
    if key.leader is None:
        return "领导", "由一位领导认领督办，或由提案委负责人指定。"
    if not key.plan:
        return "承办单位", f"与{key.committee}商定办理方案和目标日期。"
    return "承办单位", f"照方案办理，{cn_time(key.target_on)}前完成，其间报告进展、开展协商。"


def meetings(actor, key):
    return Meeting.objects.visible_to(actor).valid().filter(key_proposal=key).select_related("form")


def units(key):
    desks = key.item.desks.filter(role__in=ANSWERING).exclude(state__in=GONE)
    return [d.unit_short for d in desks.select_related("department", "link__organisation")]
