"""Topics: put forward by many, decided by the office, given to a collective or open to all."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from members.models import Post, User
from suggestions.models import TopicCall, TopicPlan
from suggestions.topics import putting as topics
from tests import rounds_proposals
from tests import world as w
from tests.weijianyi.telling import digest, told
from weijianyi.notices import jobs
from weijianyi.notices.models import Notice
from weijianyi.work import outbox
from weijianyi.work.models import Outbox
from weijianyi.workflow import BadFacts, NotNow, perform

pytestmark = pytest.mark.django_db
LIST, NEW, CALL = "/proposals/topics/", "/proposals/topics/new/", "/proposals/topics/calls/new/"


@pytest.fixture
def world():
    return w.build()


def titles(client, query=""):
    return [topic.title for topic in client.get(LIST + query).context["page"].rows]


def test_a_member_puts_a_topic_forward_and_hears_that_it_was_taken_up(client, world):
    client.force_login(world["member"].user)
    client.post(NEW, {"source": "own", "title": "完善乡镇养老服务", "why": "12 个乡镇只有 3 所敬老院。"})
    topic = TopicPlan.objects.get()
    assert (topic.state, topic.put_forward_name, topic.put_forward_by) == (
        "offered", "member", world["member"].post,
    )  # fmt: skip
    perform(topic, "adopt", actor=world["staff"], owner=world.sector)
    digest()
    names = {name for name, text in told("adopt")}
    assert names == {"member", "operator"}


def test_what_masses_recommend_says_where_it_comes_from(client, world):
    client.force_login(world["member"].user)
    page = client.post(NEW, {"source": "masses", "title": "增设公交站"})
    assert page.status_code == 422
    assert "请写明由谁提出。" in page.content.decode()
    assert 'value="leader"' not in page.content.decode(), "leaders put their own topics forward"
    client.post(NEW, {"source": "masses", "title": "增设公交站", "put_forward_name": "西外街社区座谈"})
    assert TopicPlan.objects.get().put_forward_name == "西外街社区座谈"


def test_the_same_topic_is_not_put_forward_twice(client, world):
    world.topic()
    client.force_login(world["leader"].user)
    page = client.post(NEW, {"source": "leader", "title": "完善乡镇养老服务"})
    assert "已经有同名的选题。" in page.content.decode()


def test_a_dropped_topic_keeps_its_reason_and_may_be_considered_again(client, world):
    topic = perform(world.topic(), "drop", actor=world["head"], reason="去年已经提过")
    with pytest.raises(NotNow):
        perform(topic, "adopt", actor=world["staff"])
    client.force_login(world["member2"].user)
    assert titles(client) == [], "nobody else's business"
    client.force_login(world["member"].user)
    assert "没有列入：去年已经提过" in client.get(LIST).content.decode()
    digest()
    assert told("drop") == {("member", "suggestions_drop_topic")}
    assert "去年已经提过" in Notice.objects.get(event__step="drop", channel="in_app").body
    topic = perform(topic, "reconsider", actor=world["staff"])
    assert (topic.state, topic.drop_reason, topic.dropped_at) == ("offered", "", None)


def test_a_topic_goes_to_a_collective_of_the_same_committee_only(world):
    foreign = type(world.sector).objects.create(organisation=world.county, kind="sector", name="别处的界别")
    with pytest.raises(BadFacts):
        perform(world.topic(), "adopt", actor=world["staff"], owner=foreign)


def test_only_an_adopted_topic_leads_to_writing_and_an_assigned_one_only_its_collective(client, world):
    free = perform(world.topic(), "adopt", actor=world["staff"])
    given = perform(
        world.topic(title="另一题"),
        "adopt",
        actor=world["staff"],
        owner=world.sector,
        note="请三月前完成调研",
    )
    world.topic(title="还没有决定的")
    ways = {}
    for name in ("member", "operator", "staff"):
        client.force_login(world[name].user)
        page = client.get(LIST).content.decode()
        ways[name] = {t.title for t in (free, given) if f"/items/new/proposal/?topic={t.pk}" in page}
        assert page.count("用这个题目写</a>") == len(ways[name])
    assert ways == {"member": {free.title}, "operator": {free.title, given.title}, "staff": set()}
    page = client.get(given.get_absolute_url()).content.decode()
    assert "由医卫界牵头调研和撰写。" in page
    assert "请三月前完成调研" in page


def test_the_office_decides_on_the_page_of_the_topic(client, world):
    topic = world.topic()
    client.force_login(world["staff"].user)
    assert f"/steps/topic/{topic.slug}/adopt/" in client.get(topic.get_absolute_url()).content.decode()
    answer = client.post(
        f"/steps/topic/{topic.slug}/adopt/", {"owner": world.sector.pk, "version": 0, "key": "k"}
    )
    assert answer.url == topic.get_absolute_url()
    assert TopicPlan.objects.get().owner == world.sector
    client.force_login(world["member"].user)
    assert "/steps/topic/" not in client.get(topic.get_absolute_url()).content.decode()


def test_the_list_is_narrowed_by_the_address(client, world):
    call = rounds_proposals.call(world)
    world.topic(title="甲", source="leader", call=call)
    perform(world.topic(title="乙"), "adopt", actor=world["staff"])
    client.force_login(world["staff"].user)
    assert titles(client) == ["乙", "甲"]
    assert titles(client, "?source=leader") == ["甲"]
    assert titles(client, "?state=adopted") == ["乙"]
    assert titles(client, f"?call={call.pk}") == ["甲"]
    assert titles(client, "?source=nonsense&call=x") == ["乙", "甲"]


def test_a_call_is_seen_once_it_is_published(client, world):
    today = timezone.localdate()
    days = {"opens_on": today, "closes_on": today + timedelta(days=30)}
    client.force_login(world["staff"].user)
    wrong = client.post(
        CALL, {"title": "征集选题", "opens_on": today, "closes_on": today - timedelta(days=1)}
    )
    assert "截止日期不能早于开始日期。" in wrong.content.decode()
    client.post(CALL, {"title": "征集选题", **days, "then": "save"})
    call = TopicCall.objects.get()
    assert "还没有发布" in client.get(LIST).content.decode()
    client.force_login(world["member"].user)
    assert "征集选题" not in client.get(LIST).content.decode()
    client.force_login(world["staff"].user)
    assert not Notice.objects.exists()
    client.post(f"/proposals/topics/calls/{call.pk}/", {"title": "征集选题", **days, "then": "publish"})
    assert not Notice.objects.exists(), "several hundred people are told outside the request"
    digest()
    sent = Notice.objects.filter(text="suggestions_topic_call", channel="in_app")
    assert {"member", "member2", "operator", "leader"} <= {n.user.username for n in sent}
    assert not {"staff", "head", "handler", "province"} & {n.user.username for n in sent}
    assert "“征集选题”" in sent.first().title
    number = sent.count()
    client.post(f"/proposals/topics/calls/{call.pk}/", {"title": "征集选题，改", **days, "then": "save"})
    digest()
    assert sent.count() == number, "once"
    client.post(f"/proposals/topics/calls/{call.pk}/", {"title": "征集选题", **days, "then": "save"})
    client.force_login(world["member"].user)
    assert "正在征集" in client.get(LIST).content.decode()
    client.post(NEW, {"source": "own", "title": "完善乡镇养老服务", "call": call.pk})
    assert TopicPlan.objects.get().call == call


def test_each_mail_of_a_call_reads_only_its_own_reader(client, world, monkeypatch, settings):
    """Several hundred are told; before a mail leaves, the rights of its reader are asked, not of all."""
    settings.EMAIL_URL = "smtp://localhost"
    for user in User.objects.all():
        User.objects.filter(pk=user.pk).update(email=f"{user.username}@example.com")
    client.force_login(world["staff"].user)
    today = timezone.localdate()
    facts = {"title": "征集选题", "opens_on": today, "closes_on": today, "then": "publish"}
    client.post(CALL, facts)
    outbox.handlers[topics.TOPIC](Outbox.objects.get(topic=topics.TOPIC))
    read, real = [], Post.from_db.__func__
    monkeypatch.setattr(Post, "from_db", classmethod(lambda cls, *row: read.append(cls) or real(cls, *row)))
    jobs.send(today, now=timezone.now())
    number = Notice.objects.filter(state="sent", channel="email").count()
    assert number >= 4
    assert len(read) <= 3 * number


def test_the_list_costs_the_same_however_long_it_is(client, world):
    client.force_login(world["staff"].user)
    counts = []
    for number in range(6):
        owner = world.sector if number % 2 else None
        perform(world.topic(title=f"题{number}"), "adopt", actor=world["staff"], owner=owner)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            client.get(LIST)
        counts.append(len(captured))
    assert counts[2] == counts[-1]
