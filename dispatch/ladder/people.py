"""Who stands on a rung: all current posts of an organisation read once, then asked without further statements."""

from django.db.models import F, Q

from dispatch import rules
from dispatch.ladder.states import To
from dispatch.ladder.verdicts import hears_of
from dispatch.linkage import rules as linkage_rules
from dispatch.models import Arrival, Assignment, Rating
from dispatch.states import DeskState
from members.models import Post
from members.rules import department_of
from members.states import CollectiveKind, Role
from suggestions import rules as item_rules
from suggestions.claims import rules as claim_rules
from suggestions.claims.states import ClaimState
from suggestions.states import Kind, SignerState
from weijianyi.workflow import Actor


class People:
    """`on` a day; `desks` those whose raters and hand-backs are asked for, with their items' authorships read."""

    def __init__(self, organisation_id, on, desks=()):
        here = Q(organisation=organisation_id) | Q(officer__department__organisation=organisation_id)
        self.posts = list(
            Post.objects.current(on).with_hat().filter(here, user__is_active=True).order_by("pk")
        )
        waiting = [d for d in desks if d.state == DeskState.RELEASED]
        self.rated = self.given(waiting) if waiting else set()
        self.count_returns([d for d in desks if d.state == DeskState.RETURN_ASKED])

    @staticmethod
    def given(desks):
        """{(desk, authorship)} of what is rated in the present round."""
        rows = Rating.objects.filter(
            reply__desk__in=desks, reply__round=F("reply__desk__round"), voided_at=None
        )
        return set(rows.values_list("reply__desk", "authorship"))

    @staticmethod
    def count_returns(desks):
        """How often each item has come back: it decides who decides."""
        if not desks:
            return
        items = [d.item_id for d in desks]
        back = list(
            Assignment.objects.filter(item__in=items, state=DeskState.RETURNED).values_list("item", flat=True)
        )
        for desk in desks:
            desk.returns = back.count(desk.item_id)

    # -- of one matter -----------------------------------------------------------------------------
    def on_rung(self, rung, clock_code, item, desk, noun=None):
        """[post], each person once; `noun` is what has the clock where that is neither item nor desk."""
        found = {}
        for to in rung.to:
            for post in self.named(to, clock_code, item, desk, noun):
                if not hears_of(Actor(user=post.user, post=post), clock_code):
                    continue
                found.setdefault(post.user_id, post)
        return list(found.values())

    def named(self, to, clock_code, item, desk, noun=None):
        if desk is None and noun is not None:
            return self.around(to, noun)
        if to == To.HANDLER:
            return self.handlers(desk) if desk else []
        if to == To.UNIT_HEAD:
            return self.unit(desk, Role.UNIT_HEAD) if desk else []
        if to == To.AUTHORS:
            return self.raters(desk) if desk and clock_code == "rate" else self.authors(item)
        if to == To.DECIDER:
            return self.deciders(desk, clock_code) if desk else self.seconders(item)
        if to == To.SUPERVISOR:
            return self.allowed(rules.supervises, desk, Role.SUPERVISOR) if desk else []
        if to == To.LEADER:
            return self.allowed(lambda actor, of: not item_rules.is_party(actor, of), item, Role.LEADER)
        role = Role.HEAD if to == To.HEAD else Role.EDITOR if item.kind == Kind.REPORT else Role.REVIEWER
        return (
            self.allowed(rules.office, desk, role) if desk else self.allowed(item_rules.reviews, item, role)
        )

    def around(self, to, noun):
        """Of an arrival or a claim: the office that has it in hand, and who leads."""
        if to == To.CLAIMANT:
            return [p for p in self.posts if claim_rules.leads(Actor(user=p.user, post=p), noun)]
        if to == To.DECIDER and getattr(noun, "state", "") == ClaimState.INVITED:  # the invited one answers
            return self.around(To.CLAIMANT, noun)
        if to not in (To.REVIEWERS, To.HEAD, To.DECIDER):
            return []
        rule = linkage_rules.receives if isinstance(noun, Arrival) else claim_rules.office
        heads = self.allowed(rule, noun, Role.HEAD)
        return heads if to == To.HEAD else self.allowed(rule, noun, Role.REVIEWER) or heads

    def allowed(self, rule, subject, *roles):
        return [p for p in self.posts if p.role in roles and rule(Actor(user=p.user, post=p), subject)]

    def unit(self, desk, *roles):
        """The department's own posts; an author of the item never hears as the unit."""
        if desk.department_id is None:
            return []
        posts = [p for p in self.posts if p.role in roles and self.department(p) == desk.department_id]
        return [p for p in posts if not item_rules.is_party(Actor(user=p.user, post=p), desk.item)]

    @staticmethod
    def department(post):
        return department_of(Actor(user=post.user, post=post))

    def handlers(self, desk):
        """Whoever holds the desk, else all handlers; the leader too who has to sign; the office at a desk on paper or
        of a hotline, which nobody signs in for."""
        found = self.unit(desk, Role.HANDLER, Role.RELAY)
        named = [p for p in found if desk.holder_officer_id and p.officer.pk == desk.holder_officer_id]
        leaders = self.unit(desk, Role.UNIT_HEAD)
        if desk.state == DeskState.SIGNING:
            return [*leaders, *(named or found)]
        if desk.department_id and not (found or leaders) and unmanned(desk.department):
            return self.allowed(rules.office, desk, Role.REVIEWER)
        return named or found or leaders

    def deciders(self, desk, clock_code):
        if clock_code == "handback_decision":
            return self.allowed(rules.decides_return, desk, Role.REVIEWER, Role.HEAD, Role.SUPERVISOR)
        if clock_code == "redo_decision":
            return self.allowed(rules.office, desk, Role.REVIEWER)
        return self.allowed(rules.decides, desk, Role.REVIEWER, Role.SUPERVISOR)

    def seconders(self, item):
        roles = (Role.EDITOR, Role.LEADER) if item.kind == Kind.REPORT else (Role.HEAD,)
        return self.allowed(item_rules.seconds, item, *roles)

    def authors(self, item, left=None):
        """Everybody who signed, in person or as the operator of a collective; `left` narrows the signatures."""
        signed = [a for a in item.authorships.all() if a.state == SignerState.SIGNED and not a.remote]
        signed = signed if left is None else [a for a in signed if a.pk in left]
        seats, collectives = (
            {a.member_id for a in signed} - {None},
            {a.collective_id for a in signed} - {None},
        )
        return [
            p for p in self.posts
            if (p.role == Role.MEMBER and p.member_id in seats)
            or (p.role == Role.OPERATOR and p.collective_id in collectives)
        ]  # fmt: skip

    def raters(self, desk):
        """Authors who have not said yet what they think; nobody who works in the department."""
        colleagues = {p.user_id for p in self.posts if self.department(p) == desk.department_id}
        left = {
            a.pk for a in desk.item.authorships.all()
            if (desk.pk, a.pk) not in self.rated and not a.conflicted
            and not (a.member_id and a.member.user_id in colleagues)
        }  # fmt: skip
        return self.authors(desk.item, left)

    # -- of the organisation -----------------------------------------------------------------------
    def standing(self, rung):
        found = {}
        for post in (p for to in rung.to for p in self.in_office(to)):
            found.setdefault(post.user_id, post)
        return list(found.values())

    def in_office(self, to):
        if to == To.COMMITTEES:
            return [
                p for p in self.posts if p.collective_id and p.collective.kind == CollectiveKind.COMMITTEE
            ]
        role = {To.REVIEWERS: Role.REVIEWER, To.HEAD: Role.HEAD, To.SUPERVISOR: Role.SUPERVISOR}.get(to)
        return [p for p in self.posts if p.role == role]


def unmanned(department):
    return department.paper or hasattr(department, "hotline")
