"""A small city for tests: one office, two members, two departments, and the journey in short verbs."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count

from django.contrib.auth.hashers import make_password
from django.test import Client
from django.utils import timezone

from dispatch.models import Assignment, Department, Officer
from members.hats import recall
from members.models import Collective, Member, Organisation, Post, Session, User
from members.states import Role
from suggestions.models import Authorship, Case, Proposal, Research, Suggestion, TopicPlan
from suggestions.review.reviewing import accept_and_dispatch
from weijianyi import rulebook
from weijianyi.workflow import SYSTEM_ACTOR, Actor, perform

START = date(2020, 1, 1)
DEMO = make_password("demo")
PHONES = count()
RATING = {"work": "satisfied", "result": "satisfied"}


@dataclass
class World:
    province: Organisation
    city: Organisation
    county: Organisation
    sector: Collective
    committee: Collective
    actors: dict = field(default_factory=dict)
    departments: dict = field(default_factory=dict)

    def __getitem__(self, name):
        return self.actors[name]

    # -- people ------------------------------------------------------------------------------------
    def person(self, name, role, *, organisation=None, **post):
        phone = f"138{next(PHONES):08d}"
        user = User.objects.create(username=name, name=name, phone=phone, password=DEMO)
        organisation = organisation or self.city
        if role == Role.MEMBER:
            post["member"] = Member.objects.create(
                organisation=organisation, user=user, name=name, phone=user.phone, sector=self.sector,
                committee=self.committee,
            )  # fmt: skip
        post = Post.objects.create(user=user, organisation=organisation, role=role, valid_from=START, **post)
        self.actors[name] = Actor(user=user, post=post)
        return self.actors[name]

    def left(self, name):
        """The seat and its post ended yesterday; from now on the actor wears what remains of them."""
        last = timezone.localdate() - timedelta(days=1)
        post = self[name].post
        Member.objects.filter(pk=post.member_id).update(valid_to=last)
        Post.objects.filter(pk=post.pk).update(valid_to=last)
        self.actors[name] = recall(post.user_id, post.pk)
        return self.actors[name]

    def department(self, name, **fields):
        fields = {"organisation": self.city, "short_name": name, **fields}
        self.departments[name] = Department.objects.create(name=name, **fields)
        return self.departments[name]

    def officer(self, name, role, department, **fields):
        actor = self.person(name, role, **fields)
        Officer.objects.create(post=actor.post, department=self.departments[department])
        return actor

    # -- the journey -------------------------------------------------------------------------------
    def draft(self, author="member", kind=Suggestion, **fields):
        member = self[author].post.member
        text = {
            "title": "修剪西外街家属区旁大树", "district": "大安区西外街街道", "place": "四公司家属区 3 栋东侧",
            "situation": "樟树枝条已伸到三楼阳台，刮风时拍打窗户，老人小孩出行不放心。",
            "advice": "请城管部门现场查看并修剪，排查周边同类树木。",
            "category": rulebook.entry(member.organisation_id, "category", "city"), "open_consent": True,
        } | fields  # fmt: skip
        item = kind.objects.create(case=Case.objects.create(), organisation=member.organisation, **text)
        Authorship.objects.create(item=item, member=member, name=member.name, signed_at=timezone.now())
        if kind is Proposal:
            self.research(item, author)
        return item

    def collective_draft(self, operator="operator", **fields):
        """A proposal that the operator's collective has begun."""
        post = self[operator].post
        text = {
            "title": "关于完善乡镇养老服务的建议",
            "situation": "全市 12 个乡镇只有 3 所敬老院。",
        } | fields
        item = Proposal.objects.create(case=Case.objects.create(), organisation=post.organisation, **text)
        Authorship.objects.create(
            item=item, collective=post.collective, name=post.collective.name, signed_at=timezone.now()
        )
        return item

    def topic(self, by="member", **fields):
        post = self[by].post
        words = {"title": "完善乡镇养老服务", "source": "own", "put_forward_name": by} | fields
        return TopicPlan.objects.create(organisation=post.organisation, put_forward_by=post, **words)

    def submitted(self, author="member", **fields):
        return perform(self.draft(author, **fields), "submit", actor=self[author], declared=True)

    def dispatched(self, item=None, lead="城管局", **desks):
        item = item or self.submitted()
        item = accept_and_dispatch(
            item, actor=self["staff"], version=item.version, key=None, complexity="normal",
            lead=self.departments[lead], **desks,
        )  # fmt: skip
        return item.desks.filter(department=self.departments[lead]).latest("pk")

    def working(self, desk=None):
        return perform(desk or self.dispatched(), "sign", actor=self["handler"])

    # -- the journey of a proposal -----------------------------------------------------------------
    def proposal(self, author="member", **fields):
        """Handed in by a member, or by the operator of a collective."""
        item = self.draft("member" if author == "operator" else author, kind=Proposal, **fields)
        if author == "operator":
            item.authorships.update(member=None, collective=self.sector, name=self.sector.name)
        return perform(item, "submit", actor=self[author], declared=True)

    def research(self, item, by="member"):
        """不调研不提出: one visit behind the item."""
        form = rulebook.entry(self.city, "research_form", "visit")
        return Research.objects.create(
            item=item, form=form, held_on=timezone.localdate(), place="四公司家属区", finding="走访 12 户。",
            entered_by=self[by].post,
        )  # fmt: skip

    def read(self, item=None, readers=("staff", "staff2", "head")):
        """The three readings."""
        item = item or self.proposal()
        for name in readers:
            item = perform(item, "read", actor=self[name], opinion="情况清楚，建议具体。", advises="accept")
        return item

    def filed(self, item=None):
        """Read three times and filed by the head."""
        item = item or self.proposal()
        if not item.proposal_facts.level:
            item = self.read(item)
        return perform(item, "accept", actor=self["head"])

    def handed_out(self, item=None, lead="城管局", **desks):
        """A filed proposal at its unit: the desk that answers."""
        lead = self.departments[lead]
        item = perform(item or self.filed(), "dispatch", actor=self["staff"], lead=lead, **desks)
        return item.desks.get(department=lead)

    def contact(self, desk, actor="handler"):
        form = rulebook.entry(self.city, "contact_form", "phone")
        today = timezone.localdate()
        return perform(
            desk,
            "record_contact",
            actor=self[actor],
            stage="before",
            form=form,
            held_on=today,
            summary="约定现场查看",
        )

    def reply(self, result="solved", **fields):
        return {
            "facts": "当日修剪伸入阳台的枝条 14 处。", "measures": "同步排查片区行道树 36 株。",
            "result_class": rulebook.entry(self.city, "result_class", result), "done_on": timezone.localdate(),
            "contact_name": "李强", "contact_phone": "0700-6132", "leader_name": "王局长",
        } | fields  # fmt: skip

    def signing(self, desk=None, **fields):
        desk = self.contact(desk or self.working())
        return perform(desk, "send_for_signature", actor=self["handler"], **self.reply(**fields))

    def released(self, desk=None, **fields):
        return perform(self.signing(desk, **fields), "sign_reply", actor=self["unitlead"])

    def rated(self, desk=None, rating=None, comment=""):
        desk = desk or self.released()
        return perform(desk, "rate", actor=self["member"], comment=comment, **(rating or RATING))

    def closed(self, desk=None):
        return perform(self.rated(desk), "close", actor=SYSTEM_ACTOR)


def build():
    province = Organisation.objects.create(
        code="p", name="江南省政协", short_name="江南政协", level="province"
    )
    city = Organisation.objects.create(
        code="c",
        name="政协云江市委员会",
        short_name="云江政协",
        level="city",
        parent=province,
        office_phone="0700-6132",
    )
    county = Organisation.objects.create(
        code="x", name="政协大安区委员会", short_name="大安区政协", level="county", parent=city
    )
    sector = Collective.objects.create(organisation=city, kind="sector", name="医卫界")
    committee = Collective.objects.create(organisation=city, kind="committee", name="提案委")
    today = timezone.localdate()
    Session.objects.create(
        organisation=city, term=6, meeting=5, opens_on=today - timedelta(days=40),
        closes_on=today - timedelta(days=36), cutoff_at=timezone.now() - timedelta(days=38),
    )  # fmt: skip
    world = World(province, city, county, sector, committee)
    for name in ("member", "member2"):
        world.person(name, Role.MEMBER)
    for name, role in (
        ("staff", Role.REVIEWER), ("staff2", Role.REVIEWER), ("head", Role.HEAD), ("editor", Role.EDITOR),
        ("leader", Role.LEADER), ("admin", Role.ORG_ADMIN), ("auditor", Role.AUDITOR), ("sysadmin", Role.SYS_ADMIN),
    ):  # fmt: skip
        world.person(name, role)
    world.person("operator", Role.OPERATOR, collective=sector)
    world.person("informant", Role.INFORMANT, title="向阳镇")
    world.person("liaison", Role.LIAISON)
    world.person("supervisor", Role.SUPERVISOR, side="government")
    world.person("county", Role.REVIEWER, organisation=county)
    world.person("province", Role.REVIEWER, organisation=province)
    for name in ("城管局", "交通局", "住建局"):
        world.department(name)
    world.department("供电公司", paper=True)
    world.department("电政办", relays=True)
    world.officer("handler", Role.HANDLER, "城管局")
    world.officer("unitlead", Role.UNIT_HEAD, "城管局")
    world.officer("handler2", Role.HANDLER, "交通局")
    world.officer("relay", Role.RELAY, "电政办")
    return world


def desk_of(item, department):
    return Assignment.objects.get(item=item, department=department)


def welcomed():
    """A city in which everybody has seen the welcome page."""
    made = build()
    User.objects.update(welcomed_at=timezone.now())
    return made


def client(world, name):
    """A signed-in browser of that person."""
    found = Client()
    found.force_login(world[name].user)
    return found
