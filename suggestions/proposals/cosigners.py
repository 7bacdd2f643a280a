"""What the pages of co-signing show: whom one may ask, who has answered what, until when."""

from django.db.models import Q
from django.utils import timezone

from members.models import Collective, Member
from members.states import CollectiveKind
from suggestions import rules
from suggestions.models import Authorship, Item
from suggestions.states import SignerState
from weijianyi.templatetags.ui import cn_time

MOST = 30
TONES = {
    SignerState.INVITED: ("wait", "clock"), SignerState.SIGNED: ("ok", "check"),
    SignerState.DECLINED: ("", "x"), SignerState.LAPSED: ("", "clock"),
}  # fmt: skip


def candidates(item, words="", sector=""):
    """Sitting members of the same organisation who are not on the list yet, by name and sector."""
    today = timezone.localdate()
    asked = item.authorships.exclude(state=SignerState.LAPSED).exclude(member=None)
    members = Member.objects.filter(organisation_id=item.organisation_id).exclude(
        pk__in=asked.values("member")
    )
    members = members.filter(Q(valid_to=None) | Q(valid_to__gte=today)).select_related("sector", "committee")
    if words:
        members = members.filter(name__contains=words)
    if sector.isdecimal():
        members = members.filter(sector_id=int(sector))
    return members.order_by("name", "pk")


def chosen(item, keys):
    """The candidates with these keys, in the order of their names."""
    return candidates(item).filter(pk__in=[int(key) for key in keys if key.isdecimal() and len(key) < 10])


def sectors(item):
    return Collective.objects.filter(organisation_id=item.organisation_id, kind=CollectiveKind.SECTOR)


def rows(item, actor):
    """[{name, word, tone, icon, when, opinion}] of everybody asked, the first author apart.

    An opinion is told to whoever hands the proposal in; a co-signer reads the own one only.
    """
    hands_in, own = rules.submits(actor, item), rules.authorship_of(actor, item)
    found = []
    for a in item.authorships.all():
        if not a.is_first:
            tone, icon = TONES[a.state]
            found.append(
                {
                    "name": a.name, "word": SignerState(a.state).label, "tone": tone, "icon": icon,
                    "when": a.signed_at, "opinion": a.opinion if hands_in or a == own else "",
                    "state": a.state,
                }
            )  # fmt: skip
    return found


def until(item, now=None):
    """“11月27日 23:59 截止，还剩 5 天” or that it is over; empty while nobody has been asked."""
    end, now = item.proposal_facts.cosign_until, now or timezone.now()
    if end is None:
        return ""
    if end < now:
        return f"联名已于 {cn_time(end)} 截止"
    hours = int((end - now).total_seconds() // 3600)
    left = f"{hours // 24} 天" if hours >= 48 else f"{hours} 小时" if hours else "不到 1 小时"
    return f"{cn_time(end)} 截止，还剩 {left}"


def open_names(item):
    return [a.name for a in item.authorships.all() if a.state == SignerState.INVITED]


def sentence(item):
    """What is still open, said before the proposal is handed in."""
    names = open_names(item)
    if not names:
        return "邀请的委员都已答复，可以提交。"
    listed = "、".join(names[:5]) + (f"等 {len(names)} 位" if len(names) > 5 else "")
    return f"{listed}还没有答复。现在提交，没有确认的不计入署名。"


def invitations(actor):
    """Proposals that wait for this member's answer, the window that ends first on top."""
    items = Item.objects.visible_to(actor).inviting(actor).select_related("proposal_facts")
    return items.prefetch_related("authorships").order_by("proposal_facts__cosign_until", "pk")


def answered_before(actor, slug):
    """The member's own authorship on that item once it is no longer open, or None."""
    mine = Authorship.objects.filter(member_id=actor.post.member_id, item__slug=slug, member__isnull=False)
    return mine.exclude(order=0).select_related("item").first()
