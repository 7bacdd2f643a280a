"""The journey in short verbs: every act goes through the door, under the right hat, at the story's time."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property

from django.utils import timezone

from dispatch.models import Assignment
from dispatch.states import GONE
from members.models import Post
from members.states import Role
from suggestions import holding
from suggestions.models import Authorship, Case, Item, Suggestion
from weijianyi import rulebook
from weijianyi.demo import photos
from weijianyi.workflow import SYSTEM_ACTOR, Actor, perform, seconding

OUTCOMES = {"solved": "done", "explained": "not_possible"}
PHONED = "电话联系委员，确认了具体点位和诉求。"


@dataclass(frozen=True)
class Matter:
    """What a member writes, and what the unit will answer."""

    title: str
    district: str
    place: str
    category: str
    situation: str
    advice: str
    unit: str = ""
    facts: str = ""
    measures: str = ""
    via: str = "resident"
    scene: str = ""


@dataclass(frozen=True)
class Scene:
    """When a matter was written, by whom, and what became of it once submitted (`then`; None: a draft)."""

    at: datetime
    author: str
    matter: Matter
    then: Callable | None
    kind: type = Suggestion
    hat: int = 0
    co: tuple = ()
    fields: dict = field(default_factory=dict)
    unsent: bool = False  # `then` is told of the draft


class City:
    """The people and departments of the demo, found by name."""

    def __init__(self, people, departments, days):
        self.people, self.departments, self.days = people, departments.by_name, days
        self._actors = {}
        self.tales = {}  # matter title -> Tale, for matters that meet

    @cached_property
    def home(self):
        return self.people.home

    def actor(self, username, hat=0):
        if (username, hat) not in self._actors:
            post = Post.objects.with_hat().get(pk=self.people.posts[username][hat].pk)
            label = post.collective.name if post.collective else ""
            self._actors[username, hat] = Actor(user=post.user, post=post, on_behalf_of=label)
        return self._actors[username, hat]

    def clerk(self, unit):
        """Who handles for a department: its handler, or the office where it has no accounts."""
        return self._of_unit(unit, Role.HANDLER, Role.RELAY)

    def chief(self, unit):
        """Who signs for a department: its leader, a handler who may, or the office at a paper desk."""
        return self._of_unit(unit, Role.UNIT_HEAD)

    def _of_unit(self, unit, *roles):
        department = self.departments[unit]
        if department.paper:
            return self.actor("staff")
        post = Post.objects.filter(officer__department=department, role__in=roles).first()
        return self.actor(post.user.username)

    def entry(self, dictionary, code):
        return rulebook.entry(self.home, dictionary, code)

    def draft(self, matter, author, at, *, kind=Suggestion, hat=0, co=(), **fields):
        """A draft in the author's hands."""
        post = self.actor(author, hat).post
        fields = {
            "title": matter.title, "district": matter.district, "place": matter.place,
            "situation": matter.situation, "advice": matter.advice, "open_consent": True,
            "category": self.entry("category", matter.category) if matter.category else None,
            "found_via": self.entry("found_via", matter.via), "wished_unit": self.wished(matter), "saved_at": at,
        } | fields  # fmt: skip
        item = kind.objects.create(case=Case.objects.create(), organisation=post.organisation, **fields)
        for order, who in enumerate([post, *(self.actor(name).post for name in co)]):
            signature = {"collective": who.collective} if who.collective_id else {"member": who.member}
            name = who.collective.name if who.collective_id else who.member.name
            Authorship.objects.create(item=item, order=order, name=name, signed_at=at, **signature)
        back_date(item, at)
        holding.settle(item, at)
        return item

    def wished(self, matter):
        department = self.departments.get(matter.unit)
        return department.name if department else ""


def back_date(item, at):
    """The row was written when its story began."""
    Item.objects.filter(pk=item.pk).update(created_at=at)
    Case.objects.filter(pk=item.case_id).update(created_at=at)


class Tale:
    """One item on its way; each verb is one or two acts and returns the tale."""

    def __init__(self, city, matter, item, author):
        """`author`: the Actor who wrote it."""
        self.city, self.matter, self.item, self.author = city, matter, item, author
        self.days, self.lead = city.days, matter.unit

    @staticmethod
    def begins(scene):
        """When the draft is written, and who has signed it then beside its author."""
        return scene.at, scene.co

    # -- the item ----------------------------------------------------------------------------------
    def act(self, step, who, at, **facts):
        actor = who if isinstance(who, Actor) else self.city.actor(who)
        self.item = perform(self.item, step, actor=actor, at=min(at, self.days.now), **facts)
        return self

    def submit(self, at):
        return self.act("submit", self.author, at, declared=True)

    def hand_in(self, scene):
        """From the draft to the office."""
        return self.submit(scene.at)

    def decline(self, at, reason, opinion, agreed=None, dictionary="decline_reason"):
        reason = self.city.entry(dictionary, reason)
        self.act("decline", "staff", at, reason=reason, opinion=opinion)
        if agreed:
            pending = seconding.open_for(self.item)
            self.item = seconding.decide(pending, actor=self.city.actor("head"), agree=True, at=agreed)
        return self

    def hand_out(
        self, at, lead="", *, assists=(), splits=(), relay="", complexity="normal", note="", by="staff"
    ):
        """Accepted and dispatched in one act."""
        self.lead = lead or self.lead
        unit = self.city.departments
        self.act("accept", by, at, complexity=complexity)
        main = {"splits": [unit[name] for name in splits]} if splits else {"lead": unit[self.lead]}
        return self.act(
            "dispatch", by, at + timedelta(seconds=1), act=self.item.event.act, note=note,
            assists=[unit[name] for name in assists], relay=unit[relay] if relay else None, **main,
        )  # fmt: skip

    # -- its desks ---------------------------------------------------------------------------------
    def desk(self, unit=""):
        """The desk of that department as it now stands; a relay only when asked for."""
        rows = Assignment.objects.filter(item=self.item).exclude(state__in=GONE)
        return rows.get(department=self.city.departments[unit or self.lead])

    def on_desk(self, step, who, at, unit="", **facts):
        actor = who if isinstance(who, Actor) else self.city.actor(who)
        perform(self.desk(unit), step, actor=actor, at=min(at, self.days.now), **facts)
        self.item = Item.objects.get(pk=self.item.pk)
        return self

    def sign(self, at, unit=""):
        return self.on_desk("sign", self.city.clerk(unit or self.lead), at, unit)

    def plan(self, at, text, unit=""):
        """What the rules ask of a proposal's unit before anything else."""
        leader, until = self.city.chief(unit or self.lead).user.name, self.desk(unit).due_on
        return self.on_desk(
            "set_plan",
            self.city.clerk(unit or self.lead),
            at,
            unit,
            text=text,
            leader_name=leader,
            planned_on=until,
        )

    def contact(self, at, summary=PHONED, form="phone", stage="before", unit="", rank=""):
        return self.on_desk(
            "record_contact", self.city.clerk(unit or self.lead), at, unit, stage=stage,
            form=self.city.entry("contact_form", form), held_on=timezone.localdate(at), summary=summary,
            rank=rank,
        )  # fmt: skip

    def draft_reply(self, at, result="solved", unit="", done_on=None, points=(), **texts):
        """The reply goes to the unit's leader for signature."""
        unit = unit or self.lead
        clerk, chief = self.city.clerk(unit), self.city.chief(unit)
        paper = self.city.departments[unit].paper
        reply = {
            "facts": self.matter.facts, "measures": self.matter.measures,
            "result_class": self.city.entry("result_class", result), "done_on": done_on or timezone.localdate(at),
            "contact_name": "客户服务部" if paper else clerk.user.name,
            "contact_phone": self.city.departments[unit].phone,
            "leader_name": "" if paper else chief.user.name,
        } | texts  # fmt: skip
        outcome = {"outcome": OUTCOMES.get(result, "planned")}
        if outcome["outcome"] == "planned":
            outcome["planned_on"] = reply["done_on"]
        reply["answers"] = {
            request.pk: {"text": points[n] if n < len(points) else reply["measures"], **outcome}
            for n, request in enumerate(self.item.requests.all())
        }
        photos.of_reply(self, self.desk(unit), clerk, at)
        return self.on_desk("send_for_signature", clerk, at, unit, **reply)

    def sign_reply(self, at, unit=""):
        return self.on_desk("sign_reply", self.city.chief(unit or self.lead), at, unit)

    def answer(self, at, result="solved", unit="", **texts):
        """Drafted and signed on one day."""
        self.draft_reply(at, result, unit, **texts)
        return self.sign_reply(at + timedelta(minutes=50), unit)

    def rate(self, at, work="satisfied", result="satisfied", comment="", by="", unit=""):
        own = {r.pk: result for r in self.item.requests.all()}  # graded one by one, like the whole
        requests = {"requests": own} if len(own) > 1 else {}
        return self.on_desk(
            "rate", by or self.author, at, unit, work=work, result=result, comment=comment, **requests
        )

    def close(self, at, unit=""):
        return self.on_desk("close", SYSTEM_ACTOR, at, unit)

    def settle(self, at, work="satisfied", result="satisfied", comment=""):
        """Rated by its author and closed by the job a minute later."""
        self.rate(at, work, result, comment)
        return self.close(at + timedelta(minutes=1))

    def ask_return(self, at, reason, note, proposed, unit=""):
        return self.on_desk(
            "ask_return", self.city.clerk(unit or self.lead), at, unit, note=note,
            reason=self.city.entry("handback_reason", reason), proposed=self.city.departments[proposed],
        )  # fmt: skip

    def grant_return(self, at, successor="", by="staff", opinion="", unit=""):
        new = self.city.departments[successor] if successor else None
        self.on_desk("grant_return", by, at, unit, opinion=opinion or "情况属实，同意退办。", successor=new)
        self.lead = successor or self.lead
        return self

    def assist_opinion(self, at, unit, facts):
        return self.on_desk("give_opinion", self.city.clerk(unit), at, unit, facts=facts)
