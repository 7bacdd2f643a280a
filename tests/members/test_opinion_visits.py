"""现场核实 entered wrongly: declared void with a reason, it stays in the record and counts no more."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from members.models import Opinion
from suggestions import drafting
from tests import opinions
from tests.weijianyi.telling import digest, told
from weijianyi.audit.models import Event
from weijianyi.files import access
from weijianyi.files.models import Attachment
from weijianyi.notices.models import Notice
from weijianyi.workflow import BadFacts, NotNow, perform

pytestmark = pytest.mark.django_db
REASON = "照片是另一条巷子的，打过 13755550186 核对。"


def turn(w, opinion):
    facts = {"into": "suggestion", "member": w["member"].post.member, "title": "给小巷装灯"}
    return perform(opinion, "turn", actor=w["liaison"], **facts)


def void_page(opinion):
    return reverse("step", args=["opinion", opinion.slug, "void_visit"])


def test_it_stays_readable_with_who_when_and_why(w, client):
    opinion = opinions.visited(w)
    client.force_login(w["liaison"].user)
    assert void_page(opinion) in client.get(opinion.get_absolute_url()).content.decode()
    form = client.get(void_page(opinion)).content.decode()
    visit = opinion.visits.get()
    assert f'value="{visit.pk}" selected' in form
    assert client.post(void_page(opinion), {"visit": visit.pk, "reason": ""}).status_code == 422
    assert client.post(void_page(opinion), {"visit": visit.pk, "reason": REASON}).status_code == 302
    visit.refresh_from_db()
    assert (visit.voided_by, visit.void_reason) == (w["liaison"].post, REASON)
    page = client.get(opinion.get_absolute_url()).content.decode()
    assert "已作废" in page
    assert "照片是另一条巷子的" in page
    assert visit.note in page
    assert void_page(opinion) not in page
    assert Attachment.objects.of(visit).count() == 1
    event = Event.objects.get(step="void_visit")
    assert event.data == {"visit": visit.pk}
    assert "13755550186" not in event.note


def test_it_lets_nothing_be_turned_and_stands_in_no_draft(w):
    opinion = opinions.void(opinions.visited(w), by=w["liaison"])
    with pytest.raises(NotNow, match="先记一次现场核实"):
        turn(w, opinion)
    opinion = opinions.look(w, opinion, pictures=0, note="这次看对了。")
    with pytest.raises(NotNow, match="照片还不够"):
        turn(w, opinion)
    opinion = turn(w, opinions.look(w, opinion, note="又去了一次。"))
    assert "核实：这次看对了。；又去了一次。" in opinion.made.get().item.situation


def test_once_only_and_only_its_own(w):
    opinion, other = opinions.visited(w), opinions.visited(w)
    with pytest.raises(BadFacts):
        opinions.void(opinion, other.visits.get(), w["liaison"])
    visit = opinion.visits.get()
    opinions.look(w, opinion)
    opinions.void(opinion, visit, w["liaison"])
    with pytest.raises(BadFacts):
        opinions.void(opinion, visit, w["liaison"])
    opinion = opinions.void(opinion, None, w["member"])
    with pytest.raises(NotNow, match="没有可以作废"):
        opinions.void(opinion, visit, w["liaison"])


def test_no_photo_is_added_to_a_void_one(w):
    opinion = opinions.visited(w)
    may = access.of(opinion.visits.get()).may_attach
    assert may(w["liaison"], opinion.visits.get())
    opinions.void(opinion, by=w["liaison"])
    assert not may(w["liaison"], opinion.visits.get())


def test_the_reason_goes_with_the_rest_when_the_time_is_over(w):
    opinion = opinions.erased(opinions.void(opinions.visited(w), by=w["liaison"], reason=REASON))
    assert "另一条巷子" not in opinion.visits.get().void_reason


# -- what the page costs ---------------------------------------------------------------------------
def statements(client, opinion):
    client.get(opinion.get_absolute_url())
    with CaptureQueriesContext(connection) as asked:
        assert client.get(opinion.get_absolute_url()).status_code == 200
    return len(asked)


@pytest.mark.parametrize("who", ["liaison", "member", "staff", "leader"])
def test_an_opinion_is_one_page_of_nine_statements_at_most(w, client, who):
    client.force_login(w[who].user)
    assert statements(client, opinions.received(w)) <= 9
    assert statements(client, opinions.taken(w)) <= 9


@pytest.mark.parametrize("who", ["liaison", "member", "staff", "leader"])
def test_with_everything_on_it_the_page_costs_nine_for_many_as_for_few(w, client, who):
    client.force_login(w[who].user)
    opinion = opinions.asked(w, opinions.look(w, opinions.received(w)))
    assert statements(client, opinion) <= 9
    w.released(w.working(opinions.inquiry_desk(opinion)))
    digest()
    opinion = Opinion.objects.get(pk=opinion.pk)
    for note in ("又去了一次。", "再看了一次。"):
        opinion = opinions.look(w, opinion, note=note)
    opinions.void(opinion, by=w["liaison"])
    perform(opinion, "answer", actor=w["liaison"], text="已经修补。")
    assert statements(client, opinion) <= 9
    opinions.by_resident(opinion, "disagree")  # open again: clocks, and the place that is led elsewhere
    assert statements(client, opinion) <= 9


# -- what was already turned -----------------------------------------------------------------------
def page_of(client, w, draft):
    client.force_login(w["member"].user)
    return client.get(reverse("item-edit", args=[draft.slug])).content.decode()


@pytest.mark.parametrize("into", ["suggestion", "proposal"])
def test_a_draft_that_quotes_it_says_so_and_its_author_and_recorder_are_told(w, client, into):
    opinion = opinions.turned(w, into=into)  # seen by the liaison, written down by the member
    draft = opinion.made.get().item
    assert "该核实记录已作废" not in page_of(client, w, draft)
    opinions.void(opinion, by=w["staff"], reason=REASON)
    digest()
    assert "该核实记录已作废" in page_of(client, w, draft)
    assert "该核实记录已作废" in client.get(reverse("item-check", args=[draft.slug])).content.decode()
    assert "该核实记录已作废" in client.get(draft.get_absolute_url()).content.decode()
    assert told("void_visit") == {
        ("member", "members_opinion_void_quoted"), ("liaison", "members_opinion_void_visit"),
    }  # fmt: skip
    assert Notice.objects.get(user=w["member"].user).url == draft.get_absolute_url()
    assert "13755550186" not in "".join(Notice.objects.values_list("body", flat=True))
    drafting.save(draft, {"situation": "重新写过。"}, actor=w["member"], seen=draft.version)
    assert "该核实记录已作废" not in page_of(client, w, draft)


def test_rewritten_as_another_kind_the_draft_is_still_the_opinions(w):
    opinion = opinions.turned(w)
    other = drafting.switch(opinion.made.get().item, "proposal", actor=w["member"])
    opinion.refresh_from_db()
    assert (opinion.state, opinion.made.get().item_id) == ("turned", other.pk)
