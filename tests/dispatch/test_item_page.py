"""The item page tells every reader where the matter stands, who has it, what comes next, and no more than allowed."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from dispatch.models import Assignment
from suggestions.models import Item
from tests import situations as s
from tests import world as w
from tests.conftest import CI, DRILL
from weijianyi.audit.models import Event
from weijianyi.workflow import perform
from weijianyi.workflow.undoing import undo

SECRETS = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|nonce="[^"]+"|"X-CSRFToken": ?"\w+"')
pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return w.build()


@pytest.fixture
def read(client, world):
    """read("member", item) → the answer; the sign-in is that person's."""

    def get(name, item, tail="", **params):
        client.force_login(world[name].user)
        return client.get(f"/items/{item.slug}/{tail}", params)

    return get


def text(answer):
    return answer.content.decode()


def test_the_author_reads_status_holder_next_step_and_the_ground_of_the_date(world, read):
    item = world.submitted()
    page = text(read("member", item))
    assert "已提交" in page
    assert "审核。" in page
    assert "现在由<b> 提案委 </b>办理" in page
    assert "接下来由提案委审核" in page
    assert "为什么是这一天" in page
    assert "樟树枝条已伸到三楼阳台" in page


SITUATIONS = [
    "submitted", "consulting", "returned", "accepted", "passed_on", "handling", "closed", "offered", "relay", "assist",
    "working", "return_asked", "return_asked_again", "extension_asked", "signing", "checking", "released",
    "redo_asked", "dissatisfied_twice", "closed_by_lapse", "proposal_submitted", "report_submitted", "draft",
]  # fmt: skip


@pytest.mark.long
@pytest.mark.parametrize("name", SITUATIONS[:: 1 if DRILL else 2 if CI else 5])
def test_every_situation_has_a_page_for_everyone_who_may_see_it(world, read, name):
    subject = getattr(s, name)(world)
    item = subject.item if isinstance(subject, Assignment) else subject
    item = Item.objects.get(pk=item.pk)
    for who in (
        "member",
        "member2",
        "staff",
        "head",
        "leader",
        "supervisor",
        "handler",
        "unitlead",
        "relay",
        "editor",
    ):
        seen = Item.objects.visible_to(world[who]).filter(pk=item.pk).exists()
        answer = read(who, item)
        assert answer.status_code == (200 if seen else 404), who
        if seen:
            assert read(who, item, "print/").status_code == 200


def test_another_member_reads_public_facts_only(world, read):
    item = world.released().item
    page = text(read("member2", item))
    assert "修剪西外街家属区旁大树" in page
    assert "当日修剪伸入阳台的枝条" in page
    for hidden in ("樟树枝条已伸到三楼阳台", "约定现场查看", "办理经过", "李强"):
        assert hidden not in page, hidden


def test_a_reply_is_read_only_once_it_is_released(world, read):
    desk = world.signing()
    for who in ("member", "staff", "leader"):
        assert "当日修剪伸入阳台的枝条" not in text(read(who, desk.item)), who
    assert "待签发" not in text(read("member", desk.item))


def test_the_author_is_told_what_to_add_and_the_office_s_words_stand_on_top(world, read):
    item = s.returned(world)
    page = text(read("member", item))
    assert "提案委请您补充" in page
    assert s.OPINION in page
    assert page.index(s.OPINION) < page.index("您写的内容")


def test_words_between_colleagues_stay_between_colleagues(world, read):
    item = s.consulting(world)
    assert s.OPINION not in text(read("member", item))
    assert s.OPINION in text(read("staff2", item))


def test_what_happens_inside_the_unit_is_not_told_to_the_author(world, read):
    desk = world.signing()
    perform(desk, "give_back_draft", actor=world["unitlead"], opinion="数字再核一遍")
    assert "数字再核一遍" not in text(read("member", desk.item))
    assert "数字再核一遍" in text(read("handler", desk.item))


def test_an_undone_dispatch_never_happened_for_the_author(world, read):
    item = world.submitted()
    world.dispatched(item)
    undo(Event.objects.filter(step="dispatch").get().act, actor=world["staff"])
    item = Item.objects.get(pk=item.pk)
    page = text(read("member", item))
    assert "审核通过" not in page
    assert "城管局" not in page
    assert "撤销" not in page
    assert "撤销“审核通过、交办”" in text(read("staff", item))
    world.dispatched(item)
    assert text(read("member", item)).count("审核通过") == 1


def test_the_unit_reads_its_own_history_and_not_the_other_unit_s(world, read):
    first = s.return_asked(world)
    perform(
        first, "grant_return", actor=world["staff"], opinion="同意改派", successor=world.departments["交通局"]
    )
    item = first.item
    assert read("handler", item).status_code == 404
    page = text(read("handler2", item))
    assert "职责在别处" not in page
    office = text(read("staff", item))
    assert "职责在别处" in office
    assert "1 次退办" in office


def test_the_unit_learns_the_verdict_when_the_redo_is_granted(world, read):
    desk = s.redo_asked(world)
    why = "枝条只剪了一半"
    assert why not in text(read("handler", desk.item))
    assert why in text(read("member", desk.item))
    perform(desk, "grant_redo", actor=world["staff"])
    assert why in text(read("handler", desk.item))


def test_two_rounds_stand_side_by_side(world, read):
    desk = s.dissatisfied_twice(world)
    page = text(read("staff", desk.item))
    assert "第 1 轮" in page
    assert "第 2 轮" in page
    assert page.count("不满意") >= 2


def test_merged_items_point_at_each_other(world, read):
    source, main = world.submitted(), world.submitted("member2", title="西外街行道树遮挡路灯")
    perform(source, "merge", actor=world["staff"], main=main, opinion="同一棵树")
    page = text(read("member", source))
    assert "已并入“西外街行道树遮挡路灯”一起办理" in page
    assert f"/items/{main.slug}/" in page
    assert "修剪西外街家属区旁大树" in text(read("member2", main))
    assert f'href="/items/{source.slug}/"' not in text(read("member2", main)), "not visible, so no link"


def test_each_reader_has_one_primary_act(world, read):
    desk = world.released()
    assert reverse("desk-rate", args=[desk.slug]) in text(read("member", desk.item))
    assert reverse("desk-rate", args=[desk.slug]) + '"' not in text(read("member2", desk.item))
    item = world.submitted(title="另一件")
    assert reverse("review-item", args=[item.slug]) in text(read("staff", item))
    assert "撤回" in text(read("member", item))


def test_steps_wait_while_a_second_person_decides(world, read):
    from tests.dispatch.test_life import declined_because  # noqa: PLC0415

    item = world.submitted()
    perform(item, "decline", actor=world["staff"], **declined_because(item))
    page = text(read("head", item))
    assert "正等第二人决定" in page
    assert "/steps/item/" not in page


def test_a_foreign_item_is_not_there(world, read):
    item = world.submitted()
    for who in ("county", "province", "auditor", "admin", "handler"):
        assert read(who, item).status_code == 404, who


def test_the_timeline_pages_at_thirty(world, read):
    item = world.dispatched().item
    desk = item.desks.get()
    for _ in range(32):
        perform(desk, "urge", actor=world["staff"], note="请尽快")
        desk.refresh_from_db()
    first = read("staff", item)
    assert text(first).count('<li><span class="pt') == 30
    assert "更早的" in text(first)
    older = first.context["pager"].next_url.partition("?")[2]
    second = text(read("staff", item, **dict([older.split("=", 1)])))
    assert "较新的" in second
    assert "提交" in second


def spent(client, url):
    client.get(url)  # warms caches and the session
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(url).status_code == 200
    return [q["sql"] for q in caught.captured_queries]


@pytest.mark.parametrize("who", ["member", "staff", "leader", "supervisor", "handler"])
def test_nine_statements_at_most_for_three_and_for_fifty_desks_and_events(world, client, who):
    few, many = (
        world.released(),
        world.released(world.working(world.dispatched(world.submitted(title="五十家")))),
    )
    for n in range(50):
        unit = world.department(f"单位{n}", side="government")
        Assignment.objects.create(
            item=many.item, organisation=world.city, department=unit, role="split", state="working",
            offered_at=timezone.now() - timedelta(days=1), due_on=timezone.localdate(),
        )  # fmt: skip
    client.force_login(world[who].user)
    small, large = (spent(client, f"/items/{desk.item.slug}/") for desk in (few, many))
    assert len(small) == len(large) <= 9, "\n".join(large)
    assert max(large.count(sql) for sql in large) <= 2


@pytest.mark.parametrize("reader", ["handler", "unitlead", "supervisor", "member2"])
def test_an_asked_redo_reads_as_waiting_for_the_rating_until_it_is_decided(world, read, reader):
    desk = world.released()
    before = text(read(reader, desk.item))
    perform(desk, "rate", actor=world["member"], **s.DISSATISFIED, comment="枝条只剪了一半，阳台仍被遮挡。")
    after = text(read(reader, desk.item))
    assert "等委员评价" in after
    assert SECRETS.sub("", after) == SECRETS.sub("", before), "not a date, not a word has changed"
    assert "正在决定是否重办" in text(read("staff", desk.item))
