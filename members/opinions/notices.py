"""Who hears of which step of a resident's opinion, in which words; nothing of what was said or by whom."""

from django.utils import timezone

from members.models import Post
from members.opinions import public as opinion_public
from members.opinions import rules as opinion_rules
from members.opinions import words as opinion_words
from members.opinions.states import OPEN, Level, OpinionState
from members.states import OFFICE, Role
from weijianyi.clock.models import Deadline
from weijianyi.notices.audience import Audience
from weijianyi.workflow import Actor

S = OpinionState


def current_posts():
    return Post.objects.current(timezone.localdate()).with_hat()


def allowed(posts, opinion):
    """Those who may open it: whoever has changed posts meanwhile hears nothing."""
    return [post for post in posts if opinion_rules.works(Actor(user=post.user, post=post), opinion)]


def on_duty(opinion, event):
    """The liaison and today's member; at a member's level without a plan the convenors; the office where nobody is."""
    today = timezone.localdate()
    found = list(current_posts().filter(pk=opinion.studio.liaison_id))
    planned = opinion_public.planned(opinion.studio, today)
    if planned:
        found += current_posts().filter(role=Role.MEMBER, member=planned.pk)
    elif opinion.level != Level.COMMUNITY:
        seats = opinion.studio.seats.filter(valid_to=None, convenor=True).values("member")
        found += current_posts().filter(role=Role.MEMBER, member__in=seats)
    return allowed(found, opinion) or office(opinion, event)


def members(opinion, event):
    seats = opinion.studio.seats.filter(valid_to=None).values("member")
    return allowed(current_posts().filter(role=Role.MEMBER, member__in=seats), opinion)


def office(opinion, event):
    posts = current_posts().filter(organisation_id=opinion.organisation_id, role__in=OFFICE)
    return [p for p in posts if p.role == Role.REVIEWER] or list(posts)


def holder(opinion, event):
    """Whoever has taken it up, else who is on duty."""
    found = allowed(current_posts().filter(pk=opinion.taken_by_id), opinion) if opinion.taken_by_id else []
    return found or on_duty(opinion, event)


# -- a visit that was declared void ------------------------------------------------------------------
def voided(opinion, event):
    """The visit of this very event; None where it was not kept."""
    return opinion.visits.filter(pk=event.data.get("visit")).first() if event else None


def draft_of(opinion):
    """What a member is still writing of it. `made` is a reverse key of suggestions."""
    link = opinion.made.filter(asked=False, ended_at=None, item__holder_kind="author").first()
    return link and link.item


def author(opinion, event):
    draft, visit = draft_of(opinion), voided(opinion, event)
    if draft is None or visit is None or not opinion_words.quoted(visit, draft.situation):
        return []
    first = draft.authorships.filter(order=0).values("member")
    return list(current_posts().filter(role=Role.MEMBER, member__in=first))


def recorder(opinion, event):
    """Who had entered it; an author reads it with the draft."""
    visit, told = voided(opinion, event), author(opinion, event)
    posts = current_posts().filter(pk=visit.by_id) if visit else []
    return [post for post in posts if post not in told]


def in_state(*states):
    return lambda opinion, event: opinion.state in states


STILL_OPEN = in_state(*OPEN)
TOLD = {
    "opinion.arrive": (Audience(on_duty, "members_opinion_arrive", in_state(S.RECEIVED)),),
    "opinion.clear": (Audience(on_duty, "members_opinion_arrive", in_state(S.RECEIVED), mail=False),),
    "opinion.raise_to_member": (Audience(members, "members_opinion_raise", in_state(S.RECEIVED, S.TAKEN)),),
    "opinion.hand_over": (Audience(office, "members_opinion_hand_over", in_state(S.RECEIVED)),),
    "opinion.hear": (Audience(holder, "members_opinion_hear", in_state(S.HEARD)),),
    "opinion.come_back": (Audience(holder, "members_opinion_come_back", in_state(S.TAKEN)),),
    "opinion.bring_result": (
        Audience(holder, "members_opinion_result", in_state(S.ANSWERED, S.CLOSED), mail=False),
    ),
    "opinion.disagree": (Audience(holder, "members_opinion_disagree", in_state(S.TAKEN)),),
    "opinion.correct": (Audience(holder, "members_opinion_correct", STILL_OPEN, mail=False),),
    "opinion.withdraw": (Audience(holder, "members_opinion_withdraw", in_state(S.WITHDRAWN), mail=False),),
    "opinion.void_visit": (
        Audience(author, "members_opinion_void_quoted", about=draft_of),
        Audience(recorder, "members_opinion_void_visit"),
    ),
    "opinion.near": (Audience(holder, "members_opinion_near", STILL_OPEN),),
    "opinion.late": (Audience(holder, "members_opinion_late", STILL_OPEN),),
}


def words(opinion, noun, event):
    """What the texts may name."""
    clock = Deadline.objects.running().of(opinion).order_by("due_on").first()
    return {
        "name": str(opinion), "about": str(noun), "studio": opinion.studio.name, "note": event.note if event else "",
        "due": clock.due_on if clock else None, "label": clock.label if clock else "",
    }  # fmt: skip
