"""领办 of the demo in every state: applied, invited, under way with records, concluded and rated, refused."""

from datetime import timedelta

from django.utils import timezone

from suggestions.claims import claiming
from suggestions.models import Item
from weijianyi.demo import livelihood, streets
from weijianyi.demo.pressure import after
from weijianyi.workflow import perform

MINUTE = timedelta(minutes=1)


class Led:
    """One claim on its way; every act comes after what has happened to its item."""

    def __init__(self, city, item, who, hat=0):
        self.city, self.item, self.who, self.hat, self.claim = city, item, who, hat, None

    @property
    def actor(self):
        return self.city.actor(self.who, self.hat)

    def at(self, back, clock):
        return after(self.item.thread, self.city.days.at(back, clock), self.city.days.now)

    def apply(self, back, clock, reason):
        self.claim = claiming.apply(self.item, actor=self.actor, reason=reason, at=self.at(back, clock))
        return self

    def invite(self, back, clock, reason):
        post = self.actor.post
        who = {"member": post.member} if post.member_id else {"collective": post.collective}
        staff = self.city.actor("staff")
        self.claim = claiming.invite(self.item, actor=staff, reason=reason, at=self.at(back, clock), **who)
        return self

    def act(self, step, back, clock, by=None, **facts):
        actor = self.city.actor(by) if by else self.actor
        self.claim = perform(self.claim, step, actor=actor, at=self.at(back, clock), **facts)
        return self

    def record(self, back, clock, form, text, people=""):
        form = self.city.entry("claim_form", form)
        day = timezone.localdate(self.at(back, clock))
        return self.act("record_activity", back, clock, form=form, held_on=day, text=text, people=people)


def lead(city):
    item = lambda matter: Item.objects.get(pk=city.tales[matter.title].item.pk)  # noqa: E731
    under_way(city, item(livelihood.VACCINE))
    by_committee(city, item(livelihood.DORM))
    Led(city, item(streets.CABLES), "luyifei").apply(0, "09:40", "所在协会有通信企业会员，可以协调分段整治。")
    Led(city, item(streets.DRAIN), "member").invite(0, "10:05", "您熟悉该片区社区卫生情况，请帮助推动。")
    refused = Led(city, item(streets.MARKET), "gaojun").apply(0, "08:50", "曾调研过农贸市场周边秩序。")
    refused.act("refuse", 0, "10:30", by="staff", opinion="刚刚决定继续由市城管局办理，先看办理情况。")
    concluded(city, item(livelihood.AFTERCLASS))


def under_way(city, item):
    """The demo's first member leads one: the phone page has something to show."""
    led = Led(city, item, "member").apply(1, "08:40", "本人在社区卫生服务中心工作，可以协调预约放号。")
    led.act("approve", 1, "09:10", by="staff", opinion="同意，请注意与市卫健委沟通。")
    plan = (
        "一、到三个接种点走访，了解放号和排队情况；二、召开一次微协商，请卫健、审批部门和家长参加；三、回访。"
    )
    led.act("set_plan", 1, "10:20", plan=plan, group="周敏，市第一人民医院\n高军，市委政研室")
    led.record(
        1,
        "15:30",
        "visit",
        "走访两个接种点，周末排队超过一小时，现场号每天 40 个。",
        "接种点负责人、家长 6 位",
    )
    led.record(0, "09:15", "contact", "与市卫健委经办人通话，商定下周三召开微协商。")


def by_committee(city, item):
    led = Led(city, item, "operator", hat=1).invite(2, "10:00", "请教科卫体委员会牵头，到校看一看热水供应。")
    led.act("accept_invitation", 1, "15:40")
    led.act("set_plan", 1, "16:30", plan="到两所学校实地看热水供应，听取学生和后勤意见。")


def concluded(city, item):
    """One that is over and rated by both sides."""
    led = Led(city, item, "shichangqing").apply(2, "09:20", "曾在学校任教，熟悉课后服务的情况。")
    led.act("approve", 2, "14:35", by="staff2", opinion="同意。")
    led.act("set_plan", 2, "16:50", plan="走访两所学校看收费公示，请学校和家长商量公示的格式。")
    led.record(
        1, "15:10", "visit", "走访两所学校，一所还没有上墙，家长问得最多的是退费办法。", "校长、家长 5 位"
    )
    led.act("conclude", 1, "17:30", outcome="两所学校当周公示上墙，格式草样交市教育局统一推开。")
    led.act("rate", 0, "08:50", grade="mostly", comment="推动快，其余学校请继续跟踪。")
    author = item.authorships.get(order=0).member
    by = next(p.user.username for p in author.posts.all())
    led.act("rate", 0, "09:10", by=by, grade="satisfied", comment="看得见的变化，谢谢。")
