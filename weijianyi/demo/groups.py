"""Groups of 双组制 with convenors, a leader's visits, contacts, a member who left, a unit that was merged."""

from datetime import timedelta

from django.utils import timezone

from dispatch.models import Department
from dispatch.people import directory, reshaping
from members import memberships
from members.models import Collective, FixedContact, Member, Patronage, PatronVisit, Studio, Term
from members.states import CollectiveKind, Role
from weijianyi.demo.people import HOME, START
from weijianyi.workflow import Actor

SECTOR_GROUPS = ("经济农业组", "科教文卫组", "社会法治组")
TOWNSHIPS = ("西外街联络组", "西流湾联络组", "临江城关联络组")
EXPERTS = {"法律服务小组": ("shaolin", "zhaominghui"), "养老服务小组": ("sunli", "caiyulan", "xumeng")}
VISITS = ((40, "听取委员对老旧小区改造的意见"), (12, "与小组委员走访西外街菜市场"))
CONTACTS = (
    ("王桂芳", "household", "西外街四公司家属区 3 栋", "独居，子女在外地，关心加装电梯。", 6),
    ("老陈修车铺", "resident", "红旗路口", "反映非机动车停放点不够。", 15),
    ("罗秀英", "household", "朝阳街道学府花园", "孙子上小学，关心课后服务。", 31),
)  # fmt: skip


def load(people):
    """Groups, 包联 and contacts, before any matter is told."""
    home = people.home
    Term.objects.create(organisation=home, number=6, begins_on=START)
    members = list(Member.objects.filter(organisation=home, valid_to=None).order_by("pk"))
    for member in members:
        memberships.begin(member, START)
    for kind, names in ((CollectiveKind.SECTOR_GROUP, SECTOR_GROUPS), (CollectiveKind.TOWNSHIP, TOWNSHIPS)):
        groups = [Collective.objects.create(organisation=home, kind=kind, name=name) for name in names]
        for place, member in enumerate(members):
            memberships.join(member, groups[place % len(groups)], START, convenor=place < len(groups))
        people.collectives |= {group.name: group for group in groups}
    speak_for(people, TOWNSHIPS[2], "hezhiyuan")
    for name, usernames in EXPERTS.items():
        group = Collective.objects.create(organisation=home, kind=CollectiveKind.EXPERT, name=name)
        for place, username in enumerate(usernames):
            member = next(m for m in members if m.user.username == username)
            memberships.join(member, group, START, convenor=place == 0)
    patron(people)
    contacts(people)


def speak_for(people, group, username):
    """镇街联络组 put forward proposals of their own (PROPOSING): the convenor hands them in under a second hat."""
    seat = people.posts[username][0].member
    people.post(username, seat.name, Role.OPERATOR, HOME, title=group, collective=people.collectives[group])


def patron(people):
    """The chairman looks after a group; studios follow where there are some."""
    today, leader = timezone.localdate(), people.posts["leader"][0]
    group = Collective.objects.get(organisation=people.home, name=TOWNSHIPS[0])
    row = Patronage.objects.create(leader=leader, collective=group, valid_from=START)
    for back, what in VISITS:
        day = today - timedelta(days=back)
        PatronVisit.objects.create(patronage=row, held_on=day, what=what, entered_by=leader)
    if studio := Studio.objects.filter(organisation=people.home).first():
        Patronage.objects.create(leader=leader, studio=studio, valid_from=START)


def contacts(people):
    today, seat = timezone.localdate(), people.posts["member"][0].member
    for name, kind, place, note, back in CONTACTS:
        FixedContact.objects.create(
            member=seat, name=name, kind=kind, place=place, note=note, met_on=today - timedelta(days=back)
        )


def reshape(people):
    """After every matter is told: one member has left, a small office was merged into a bureau."""
    head = people.posts["head"][0]
    actor, today = Actor(user=head.user, post=head), timezone.localdate()
    left = Member.objects.create(
        organisation=people.home,
        name="柴永平",
        phone="13970009988",
        employer="市供销社原主任",
        valid_from=START,
    )
    memberships.join(left, people.collectives["农业界"], START)
    directory.leave(actor, left, today - timedelta(days=20))
    small = Department.objects.create(
        organisation=people.home,
        name="市园林绿化管理处",
        short_name="市园林处",
        duties="公园管护",
        paper=True,
    )
    bureau = Department.objects.get(organisation=people.home, short_name="市城管局")
    reshaping.merge(actor, small, bureau, today - timedelta(days=60))
