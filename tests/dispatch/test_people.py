"""People come and go, units are renamed and merged, a term ends: what was done stays as it was."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from dispatch.forms import DispatchForm
from dispatch.items import advice
from dispatch.models import Assignment, Department
from dispatch.people import directory, groups, reshaping
from members import memberships
from members.hats import held_posts
from members.models import Collective, FixedContact, Member, Membership, Patronage, Term
from members.states import FORMER, Role
from suggestions.models import Authorship
from tests import world as w
from tests.keyed import promised
from tests.weijianyi.telling import digest
from weijianyi.audit.models import Event
from weijianyi.notices.models import Notice
from weijianyi.workflow import NotNow

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def city():
    return w.build()


def group(city, name, kind="sgroup"):
    return Collective.objects.create(organisation=city.city, kind=kind, name=name)


# -- memberships -----------------------------------------------------------------------------------
def test_a_member_moves_and_what_was_handed_in_keeps_the_old_sector(city):
    item = city.submitted()
    seat, other = city["member"].post.member, group(city, "教育界", "sector")
    memberships.join(seat, other, TODAY)
    seat.refresh_from_db()
    assert seat.sector == other
    before = Membership.objects.get(member=seat, collective=city.sector)
    assert before.valid_to == TODAY - timedelta(days=1)
    assert Authorship.objects.get(item=item).sector_name == "医卫界"


def test_one_group_of_each_kind_and_any_number_of_expert_groups(city):
    seat = city["member"].post.member
    first, second = group(city, "一组"), group(city, "二组")
    town, expert, expert2 = (
        group(city, n, k) for n, k in (("西外街组", "township"), ("法律", "expert"), ("养老", "expert"))
    )
    for each in (first, second, town, expert, expert2):
        memberships.join(seat, each, TODAY)
    assert {
        r.collective for r in seat.memberships.filter(valid_to=None, collective__kind__in=["sgroup"])
    } == {second}
    assert seat.memberships.filter(valid_to=None, collective__kind="expert").count() == 2
    assert directory.missing_groups(directory.groups_of(seat)) == []
    assert dict(groups.outside(city["staff"])) == {"界别组": 1, "镇街联络组": 1}


def test_the_office_joins_members_names_a_convenor_and_a_leader_records_a_visit(client, city):
    one, seat = group(city, "一组"), city["member"].post.member
    client.force_login(city["staff"].user)
    facts = {"members": [seat.pk], "convenor": "on", "on": TODAY.isoformat()}
    assert client.post(reverse("group-join", args=[one.pk]), facts).status_code == 302
    page = client.get(reverse("group-list")).content.decode()
    assert "召集人：member" in page
    leader = city["leader"]
    facts = {"leader": leader.post.pk, "collective": one.pk, "valid_from": TODAY.isoformat()}
    assert client.post(reverse("patronage-new"), facts | {"collective": ""}).status_code == 422
    client.post(reverse("patronage-new"), facts)
    row = Patronage.objects.get()
    client.force_login(city["member"].user)
    assert client.get(reverse("patron-visit", args=[row.pk])).status_code == 403
    client.force_login(leader.user)
    visit = {"held_on": TODAY.isoformat(), "what": "听取委员意见"}
    ahead = visit | {"held_on": (TODAY + timedelta(days=2)).isoformat()}
    assert client.post(reverse("patron-visit", args=[row.pk]), ahead).status_code == 422
    client.post(reverse("patron-visit", args=[row.pk]), visit)
    assert "听取委员意见" in client.get(reverse("group", args=[one.pk])).content.decode()
    client.force_login(city["member2"].user)
    assert seat.phone not in client.get(reverse("group", args=[one.pk])).content.decode()


def test_fixed_contacts_are_for_the_members_own_eyes(client, city):
    client.force_login(city["member"].user)
    facts = {"kind": "resident", "name": "Q王大爷Q", "note": "Q腿脚不便Q", "met_on": TODAY.isoformat()}
    assert client.post(reverse("my-contact-new"), facts).status_code == 302
    row = FixedContact.objects.get()
    assert "Q王大爷Q" in client.get(reverse("my-contacts")).content.decode()
    for name in ("member2", "staff", "head", "leader", "admin", "auditor", "sysadmin"):
        assert not FixedContact.objects.for_actor(city[name]).exists()
        client.force_login(city[name].user)
        assert client.get(reverse("my-contact", args=[row.pk])).status_code in (403, 404)
    client.force_login(city["staff"].user)
    seat = reverse("member", args=[city["member"].post.member_id])
    assert "Q王大爷Q" not in client.get(seat).content.decode()
    FixedContact.objects.bulk_create(
        FixedContact(member=city["member"].post.member, name=f"第{n}户") for n in range(19)
    )
    client.force_login(city["member"].user)
    assert client.post(reverse("my-contact-new"), facts).status_code == 409
    client.post(reverse("my-contact-drop", args=[row.pk]))
    assert FixedContact.objects.count() == 19


def test_the_directory_asks_few_statements_filters_included(client, city):
    client.force_login(city["staff"].user)
    for address in (reverse("member-list"), f"{reverse('member-list')}?sector={city.sector.pk}"):
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            page = client.get(address).content.decode()
        assert "member2" in page
        assert len(asked) <= 9, len(asked)


# -- the directory ---------------------------------------------------------------------------------
def test_a_seat_is_registered_and_changed_and_a_phone_stands_once(client, city):
    client.force_login(city["staff"].user)
    facts = {
        "name": "李新", "phone": "13911110001", "valid_from": "2022-01-01", "sector": city.sector.pk,
        "county": city.county.pk,
    }  # fmt: skip
    client.post(reverse("member-new"), facts)
    seat = Member.objects.get(name="李新")
    assert (seat.sector, seat.county, seat.memberships.count()) == (city.sector, city.county, 2)
    assert client.post(reverse("member-new"), facts).status_code == 422
    client.post(reverse("member-edit", args=[seat.pk]), facts | {"sector": "", "employer": "医生"})
    seat.refresh_from_db()
    assert (seat.sector, seat.employer) == (None, "医生")
    standing = {"standing_from": "2023-01-05", "standing_to": "2022-12-31"}
    refused = client.post(reverse("member-edit", args=[seat.pk]), facts | standing)
    assert refused.status_code == 422
    assert 'value="2023-01-05"' in refused.content.decode()
    client.post(reverse("member-edit", args=[seat.pk]), facts | standing | {"standing_to": ""})
    seat.refresh_from_db()
    assert seat.standing_on(date(2023, 1, 5))
    assert not seat.standing_on(date(2023, 1, 4))
    assert "<dt>常委</dt>" in client.get(reverse("member", args=[seat.pk])).content.decode()
    client.post(reverse("member-edit", args=[seat.pk]), facts | {"sector": ""})
    found = client.get(reverse("member-list") + f"?q=李新&county={city.county.pk}").context["page"].rows
    assert found == [seat]


def test_a_member_leaves_and_nothing_of_the_past_changes(client, city):
    desk = city.released()
    seat = city["member"].post.member
    memberships.begin(seat, TODAY)
    client.force_login(city["staff"].user)
    address = reverse("member-leave", args=[seat.pk])
    page = client.get(address).content.decode()
    assert "还有 1 件没有办结" in page
    assert client.post(address, {"on": TODAY.isoformat()}).status_code == 422  # the tick is missing
    yesterday = TODAY - timedelta(days=1)
    assert client.post(address, {"on": yesterday.isoformat(), "sure": "on"}).status_code == 302
    assert [post.role for post in held_posts(city["member"].user)] == [FORMER]  # reads the own, no more
    assert not seat.memberships.filter(valid_to=None).exists()
    author = Authorship.objects.get(item=desk.item)
    assert (author.name, author.sector_name) == ("member", "医卫界")
    assert client.get(desk.item.get_absolute_url()).status_code == 200
    assert seat not in client.get(reverse("member-list")).context["page"].rows
    assert seat in client.get(reverse("member-list") + "?state=left").context["page"].rows
    assert client.post(address, {"on": TODAY.isoformat(), "sure": "on"}).status_code == 409
    assert Event.objects.filter(step="leave").count() == 1


def test_the_end_of_a_term_lets_go_whoever_does_not_stay(client, city):
    term = Term.objects.create(organisation=city.city, number=6, begins_on="2022-01-01")
    staying, leaving = city["member"].post.member, city["member2"].post.member
    client.force_login(city["head"].user)
    facts = {"staying": [staying.pk], "on": TODAY.isoformat(), "sure": "on"}
    assert client.post(reverse("term-end", args=[term.pk]), facts).status_code == 302
    staying.refresh_from_db()
    leaving.refresh_from_db()
    assert (staying.valid_to, leaving.valid_to) == (None, TODAY)
    assert client.post(reverse("term-end", args=[term.pk]), facts).status_code == 409


# -- units -----------------------------------------------------------------------------------------
def test_a_renamed_unit_keeps_its_old_name_on_what_was_done(client, city):
    done, open_desk = city.closed(), city.working()
    signed = city.released()
    client.force_login(city["staff"].user)
    unit = city.departments["城管局"]
    facts = {"name": "城市管理局", "short_name": "城市局", "on": TODAY.isoformat()}
    assert client.post(reverse("unit-rename", args=[unit.pk]), facts).status_code == 302
    names = {d.pk: d.unit_name for d in Assignment.objects.all()}
    assert (names[done.pk], names[open_desk.pk]) == ("城管局", "城市管理局")
    assert Assignment.objects.get(pk=done.pk).unit_short == "城管局"
    assert signed.replies.get().signed_for == "城管局"
    assert "城管局" in client.get(reverse("unit", args=[unit.pk])).content.decode()
    taken = facts | {"name": "交通局"}
    assert client.post(reverse("unit-rename", args=[unit.pk]), taken).status_code == 422


def test_a_merged_unit_hands_its_open_desks_on_one_event_each(client, city):
    done, working, released = city.closed(), city.working(), city.released()
    due = working.due_on
    unit, successor = city.departments["城管局"], city.departments["交通局"]
    client.force_login(city["staff"].user)
    address = reverse("unit-merge", args=[unit.pk])
    facts = {"successor": successor.pk, "on": (TODAY - timedelta(days=1)).isoformat()}
    preview = client.post(address, facts).content.decode()
    assert "2 件没有办结的移交交通局" in preview
    assert Department.objects.get(pk=unit.pk).active  # looked at, not done
    assert client.post(address, facts | {"sure": "1"}).status_code == 302
    rows = {d.pk: d for d in Assignment.objects.select_related("department")}
    assert [rows[d.pk].department.name for d in (done, working, released)] == ["城管局", "交通局", "交通局"]
    assert rows[working.pk].due_on == due
    assert Event.objects.filter(step="take_over").count() == 2
    assert released.replies.get().signed_for == "城管局"
    unit.refresh_from_db()
    assert (unit.active, unit.successor) == (False, successor)
    assert held_posts(city["handler"].user) == []
    client.force_login(city["handler2"].user)
    assert client.get(working.get_absolute_url()).status_code == 200
    digest()
    assert Notice.objects.filter(user=city["handler2"].user, text="dispatch_take_over").exists()


def test_where_both_units_sit_on_a_matter_the_helping_desk_goes_and_two_answers_are_refused(city):
    unit, successor = city.departments["城管局"], city.departments["交通局"]
    lead = city.dispatched(assists=[successor])
    reshaping.merge(city["staff"], unit, successor, TODAY)
    states = dict(lead.item.desks.values_list("role", "state"))
    assert states == {"lead": "offered", "assist": "cancelled"}
    both = city.dispatched(lead="住建局", splits=[successor])
    with pytest.raises(NotNow, match="两个单位都要答复"):
        reshaping.merge(city["staff"], both.department, successor, TODAY)


def test_a_unit_sees_its_own_page_and_the_duties_hint_at_who_should_handle(client, city):
    unit = city.departments["城管局"]
    Department.objects.filter(pk=unit.pk).update(duties="绿化树木修剪\n路灯")
    client.force_login(city["handler"].user)
    page = client.get(reverse("unit", args=[unit.pk])).content.decode()
    assert "绿化树木修剪" in page
    assert "建议至少两位经办人" in page
    item = city.submitted()
    assert advice.matching(item, Department.objects.all())[0][1] == "绿化树木修剪"
    form = DispatchForm(subject=item, actor=city["staff"])
    assert "绿化树木修剪" in form.fields["lead"].help_text


def test_the_hand_over_lists_what_is_open_with_clocks_and_promises(client, city):
    promise = promised(city)
    city.working()
    client.force_login(city["staff"].user)
    seat = promise.desk.item.first_author.member
    address = reverse("handover-member", args=[seat.pk])
    page = client.get(address).content.decode()
    assert promise.text in page
    assert client.get(address + "?as=xlsx")["Content-Disposition"].endswith("xlsx")
    unit = reverse("handover-post", args=[city.departments["城管局"].pk])
    assert client.get(f"{unit}?post={city['handler'].post.pk}").context["lines"]


@pytest.mark.parametrize(
    ("name", "who"),
    [("member-list", "staff"), ("unit-list", "staff"), ("group-list", "member"), ("term", "staff")],
)
def test_as_many_statements_for_fifty_rows_as_for_three(client, city, name, who):
    term = Term.objects.create(organisation=city.city, number=6, begins_on="2022-01-01")
    address = reverse("handover-term", args=[term.pk]) if name == "term" else reverse(name)
    client.force_login(city[who].user)

    def statements():
        client.get(address)
        with CaptureQueriesContext(connection) as found:
            client.get(address)
        return len(found)

    def grow(first, last):
        for number in range(first, last):
            one = group(city, f"第{number}组")
            city.department(f"第{number}局")
            actor = city.person(f"m{number}", Role.MEMBER)
            memberships.join(actor.post.member, one, TODAY, convenor=True)
            if number % 5 == 0:
                city.submitted(f"m{number}")

    grow(0, 3)
    few = statements()
    grow(3, 26)
    assert statements() == few <= 10
