"""What the route test goes round: one of everything behind an address, and every persona with a session."""

from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.utils import timezone

from members.models import User
from members.states import Role
from suggestions.models import Item, Proposal
from suggestions.review import sittings
from tests import (
    evaluated,
    keyed,
    rounds_proposals,
    routes_accounts,
    routes_bulk,
    routes_bulletins,
    routes_linkage,
    routes_machines,
    routes_opinions,
    routes_people,
    routes_pressure,
    routes_reports,
    routes_scores,
    routes_studios,
    routes_upward,
    routes_writers,
    situations,
)
from tests.situations import cosigning
from tests.weijianyi.files.making import photo
from weijianyi import rulebook
from weijianyi.audit.models import Event, PendingStep
from weijianyi.clock.models import Deadline, TimeLimit
from weijianyi.files import links
from weijianyi.files.keeping import attach
from weijianyi.notices.models import Channel, Notice, State
from weijianyi.rulebook.models import Setting
from weijianyi.workflow import perform

PERSONAS = (
    "anonymous", "jobless", "member", "member2", "operator", "staff", "head", "editor", "leader", "supervisor",
    "handler", "unitlead", "handler2", "relay", "county", "admin", "auditor", "informant", "liaison",
    "sysadmin", "former",
)  # fmt: skip


def things(w):
    """{name: {keyword: value}}: the arguments of addresses, each named after the state it is in."""
    draft, submitted = w.draft(), w.draft()
    working = w.working()
    picture = attach(submitted, photo(), kind="photo", actor=w["member"])
    perform(submitted, "submit", actor=w["member"], declared=True)
    evidence = attach(working, photo(), kind="photo", actor=w["handler"], purpose="after")
    relay = w.dispatched(relay=w.departments["电政办"]).item.desks.get(role="relay")
    released = w.released()
    evaluation, awards = evaluations(w)
    own_notice = notice(w, "member", submitted)
    dispatched = w.submitted()
    desk = w.dispatched(dispatched)
    key = keyed.decided(w)
    cared_for = {
        "filed": {"slug": keyed.filed(w).slug}, "key": {"slug": key.slug},
        "meeting": {"slug": keyed.met(w, key).slug}, "promise": {"slug": keyed.promised(w).slug},
    }  # fmt: skip
    pressed = routes_pressure.things(w)
    rated = {**routes_bulletins.things(w), **routes_scores.things(w)}  # before replies are checked first
    checking = check_first(w)
    return {
        "draft": {"slug": draft.slug}, "submitted": {"slug": submitted.slug}, "working": {"slug": working.slug},
        "item": {"slug": working.item.slug}, "relay": {"slug": relay.slug}, "relayed": {"slug": relay.item.slug},
        "released": {"slug": released.slug}, "checking": {"slug": checking.slug},
        "contact": {"slug": working.slug, "pk": w.contact(working).contacts.get().pk},
        "photo": {"slug": picture.slug}, "evidence": {"slug": evidence.slug},
        "token": {"token": links.issue(picture, w["member"])}, "notice": {"pk": own_notice.pk},
        "act": {"act": undoable(desk.item)}, "pending": {"pk": proposed(w).pk},
        "protocol": {"day": closed_sitting(w), **today_sits(w)}, "limit": {"pk": TimeLimit.objects.first().pk},
        "upload-draft": {"label": "suggestions.item", "key": draft.slug},
        "upload-desk": {"label": "dispatch.assignment", "key": working.slug},
        "upload-item": {"label": "suggestions.item", "key": working.item.slug},
        **cared_for,
        "proposal": {"slug": w.proposal().slug}, "unit": {"pk": w.departments["城管局"].pk},
        "session": {"pk": w.city.sessions.get().pk},
        "writing": {"slug": w.draft(kind=Proposal).slug}, "cosigning": {"slug": cosigning(w).slug},
        "clock": {"slug": Deadline.objects.of(working).get(code="handle").slug},
        **rounds_proposals.things(w),
        **routes_reports.things(w),
        **routes_accounts.things(w),
        **routes_upward.things(w),
        **rated,
        **routes_writers.things(w),
        **routes_studios.things(w),
        **pressed,
        **routes_bulk.things(w),
        **routes_linkage.things(w),
        **routes_machines.things(w),
        **routes_opinions.things(w),
        **routes_people.things(w),
        "evaluation": {"slug": evaluation.slug}, "pairing": {"pk": evaluation.chosen().get().pairings.get().pk},
        "award": {"slug": awards[0].slug}, "awarded": {"slug": awards[1].slug},
    }  # fmt: skip


def evaluations(w):
    """An open evaluation of one pairing, an award in scoring and a published one of earlier years."""
    return situations.evaluation_open(w), (
        situations.award_scoring(w),
        evaluated.awarded(w, timezone.localdate().year - 2),
    )


def check_first(w):
    """A reply that waits for the office's look; from here on all do, so it is the last one made."""
    Setting.objects.create(
        organisation=w.city,
        key="reply_check_kinds",
        value=["suggestion"],
        valid_from="2020-01-01",
        basis="试",
    )
    return w.released()


def notice(w, name, item):
    now = timezone.now()
    return Notice.objects.create(
        user=w[name].user, post=w[name].post, content_type=ContentType.objects.get_for_model(Item),
        object_id=item.pk, text="suggestions_accept", channel=Channel.IN_APP, state=State.SENT, title="通知",
        key="round", thread=item.thread,
        url=item.get_absolute_url(), available_at=now, created_at=now, sent_at=now,
    )  # fmt: skip


def undoable(item):
    return Event.objects.of_thread(item.thread).filter(step="accept").last().act


def proposed(w):
    reason = rulebook.entry(w.city, "decline_reason", "too_large")
    perform(w.submitted(), "decline", actor=w["staff2"], reason=reason, opinion="请改写为提案。")
    return PendingStep.objects.get()


def today_sits(w):
    """A sitting of today, also where today is no review day."""
    sittings.start(w["staff"], timezone.now())
    return {}


def closed_sitting(w):
    sitting = sittings.start(w["staff"], timezone.now() - timezone.timedelta(days=3))
    held = sittings.held(w["staff"], sitting.held_on)
    sittings.close(sitting, w["staff"], {h.item.pk: "没有看到" for h in held})
    return sitting.held_on.isoformat()


def clients(w):
    """{persona: a signed-in client}; the jobless person has an account and no post."""
    User.objects.update(welcomed_at=timezone.now())
    w.person("former", Role.MEMBER)
    w.left("former")
    jobless = User.objects.create(username="jobless", name="无岗", welcomed_at=timezone.now())
    found = {}
    for persona in PERSONAS:
        found[persona] = Client(raise_request_exception=False)
        if persona != "anonymous":
            found[persona].force_login(jobless if persona == "jobless" else w[persona].user)
    return found
