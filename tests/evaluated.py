"""Proposals answered and rated, for evaluation and awards; the whole way there stands in this one place."""

from datetime import timedelta

from django.utils import timezone

from dispatch.evaluation import rounds
from dispatch.models import Pairing
from suggestions.models import Authorship, Proposal
from tests import proposals
from weijianyi.workflow import SYSTEM_ACTOR, perform

TODAY = timezone.localdate
PROPOSAL_POINTS = {"scientific": 90, "serious": 80, "feasible": 90, "formal": 100, "influence": 70}
HANDLING_POINTS = {"consultation": 100, "handling": 80, "result": 90, "letter": 70, "follow_up": 60}
OFFICERS = {
    "城管局": ("handler", "unitlead"),
    "交通局": ("handler2", "unitlead2"),
    "住建局": ("handler3", "unitlead3"),
}


def officers(w):
    """Everybody the answers of three departments need."""
    for department, names in OFFICERS.items():
        for name, role in zip(names, ("handler", "unit_head"), strict=True):
            if name not in w.actors:
                w.officer(name, role, department)


def filed(w, author="member", **fields):
    """A proposal filed (立案) by the head."""
    item = w.draft(author, kind=Proposal, **fields)
    item = perform(item, "submit", actor=w[author], declared=True)
    return w.filed(item)


def collective(w, **fields):
    """A collective proposal, entered for its sector by its operator."""
    item = w.draft("member", kind=Proposal, **fields)
    Authorship.objects.filter(item=item).delete()
    sector = w["operator"].post.collective
    Authorship.objects.create(item=item, collective=sector, name=sector.name, signed_at=timezone.now())
    item = perform(item, "submit", actor=w["operator"], declared=True)
    return w.filed(item)


def answered(w, item=None, department="城管局", result="solved", **fields):
    """The desk of a proposal whose reply is checked and with its author."""
    officers(w)
    item = item or filed(w, **fields)
    item = perform(item, "dispatch", actor=w["staff"], lead=w.departments[department])
    desk = item.desks.get(department=w.departments[department])
    handler, leader = OFFICERS[department]
    desk = perform(desk, "sign", actor=w[handler])
    desk = proposals.signing(w, desk, by=handler, result=result)
    desk = perform(desk, "sign_reply", actor=w[leader])
    return perform(desk, "pass_check", actor=w["staff"])


def closed(w, desk=None, author="member", result="satisfied", **fields):
    """The same, rated and done."""
    desk = desk or answered(w, **fields)
    comment = "问题没有解决，请继续办理。" if result == "dissatisfied" else ""
    desk = perform(desk, "rate", actor=w[author], work="satisfied", result=result, comment=comment)
    return perform(desk, "close", actor=SYSTEM_ACTOR, at=timezone.now() + timedelta(minutes=1)).item


def planned(w, **fields):
    today = TODAY()
    facts = {
        "year": today.year, "title": f"{today.year}年双向评议", "opens_on": today,
        "closes_on": today + timedelta(days=10),
    } | fields  # fmt: skip
    return rounds.plan(w["staff"], **facts)


def opened(w, **fields):
    return perform(planned(w, **fields), "open_round", actor=w["staff"])


def pairing_of(desk):
    return Pairing.objects.get(desk=desk)


def unit_scores(w, pairing, actor="handler", comment="主题重大"):
    return perform(pairing, "score", actor=w[actor], points=PROPOSAL_POINTS, comment=comment)


def proposer_scores(w, pairing, actor="member", comment="沟通充分"):
    return perform(pairing, "score", actor=w[actor], points=HANDLING_POINTS, comment=comment)


def award(w, year=None):
    year = year or TODAY().year
    return rounds.start_award(w["staff"], year=year, title=f"{year}年评优")


def nominated(w):
    return perform(award(w), "nominate_by_rule", actor=w["staff"])


def awarded(w, year):
    """A published award of an earlier year with one unit."""
    found = perform(
        award(w, year), "nominate", actor=w["staff"], department=w.departments["城管局"], ground="按时"
    )
    found = perform(found, "start_scoring", actor=w["staff"])
    found = perform(found, "decide", actor=w["leader"], chosen=list(found.standing()), reason="唯一推荐")
    return perform(found, "publish", actor=w["leader"])


def items_of(w):
    """All proposals of the city."""
    return Proposal.objects.filter(organisation=w.city).order_by("pk")
