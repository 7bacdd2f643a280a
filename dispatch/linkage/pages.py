"""What the pages of the hand-over show: the tabs of the office with their numbers, the chain of custody."""

from django.db.models import Count, Q
from django.urls import reverse

from dispatch.linkage.states import ArrivalState, MessageKind
from dispatch.models import Arrival, Assignment
from dispatch.states import GONE, DeskRole, DeskState
from members.states import Level
from suggestions.states import PASSED, LinkKind, State

A, D = ArrivalState, DeskState
BEFORE_RESULT = (State.SUBMITTED, State.CONSULTING, State.ACCEPTED, State.PASSED_ON, State.HANDLING)
IN = {
    "waiting": Q(state=A.WAITING),
    "taken": Q(state=A.RECEIVED, ended_at=None, item__state__in=BEFORE_RESULT),
    "given_back": Q(state__in=[A.REFUSED, A.RECALLED]) | Q(state=A.RECEIVED, ended_at__isnull=False),
}  # fmt: skip
OUT = {
    "out": Q(state__in=[D.OFFERED, D.WORKING]),
    "returned": Q(state__in=sorted(GONE)),
    "results": Q(state__in=[D.RELEASED, D.DONE]),
}
TABS = (
    ("waiting", "待收件"), ("taken", "来件在办"), ("out", "已转出"), ("returned", "对方退回"),
    ("given_back", "本会退回"), ("results", "已返回结果"),
)  # fmt: skip
WAYS = {"up": (LinkKind.PASSED_UP, "上报"), "down": (LinkKind.PASSED_DOWN, "下转")}
IN_WORDS = {"up": "下级转来", "down": "上级转来"}
EMPTY = {
    "waiting": ("没有待收件", "上级或下级政协转来的微建议会出现在这里，两个工作日内收件或退回。"),
    "taken": ("没有正在办的来件", "收件以后在审核台审核、交办，和本级的一样；结果自动返回转来的政协。"),
    "out": ("没有转出的事项", "在审核或待交办的事项上选“流转”，可以上报上级政协或下转县区政协。"),
    "returned": (
        "没有被退回的事项",
        "对方退回的、本会收回的事项列在这里，事项回到“待交办”，由本会另行处理。",
    ),
    "given_back": ("没有退回的来件", "本会没有收件就退回的、收件后退回的，列在这里。"),
    "results": ("还没有返回结果的事项", "对方答复以后，结果自动回到这里，由委员评价。"),
}


def arrivals(actor):
    return Arrival.objects.visible_to(actor)


def handed_over(actor):
    """Desks that stand for another organisation."""
    return Assignment.objects.visible_to(actor).filter(role=DeskRole.LINK)


def numbers(actor):
    """{tab: number} in two statements."""
    found = arrivals(actor).aggregate(**{k: Count("pk", filter=q) for k, q in IN.items()})
    return found | handed_over(actor).aggregate(**{k: Count("pk", filter=q) for k, q in OUT.items()})


def rows(actor, tab, way="", words=""):
    """(queryset, order) of one tab; `way` up or down, `words` of the title, the case's code or a number."""
    if tab in IN:
        found, order = arrivals(actor).filter(IN[tab]).for_lists(), ("arrived_at", "pk")
        said = Q(body__title__icontains=words) | Q(link__from_item__case__code__iexact=words)
        order = order if tab == "waiting" else ("-arrived_at", "-pk")
    else:
        found = handed_over(actor).filter(OUT[tab]).select_related("item__case", "link__organisation")
        said = Q(item__title__icontains=words) | Q(item__case__code__iexact=words) | Q(link__far_number=words)
        order = ("-offered_at", "-pk")
    if way in WAYS:
        found = found.filter(link__kind=WAYS[way][0])
    return found.filter(said) if words else found, order


def tabs(actor, current):
    counts = numbers(actor)
    return [
        {"label": label, "url": f"{reverse('link-list')}?tab={tab}", "current": tab == current, "count": counts[tab],
         "hot": tab == "waiting" and counts[tab] > 0, "key": ""}
        for tab, label in TABS
    ]  # fmt: skip


def chips(tab, way):
    labels = IN_WORDS if tab in IN else {name: label for name, (_, label) in WAYS.items()}
    found = [("", "全部"), *labels.items()]
    return [
        {"label": label, "url": f"?tab={tab}&way={name}" if name else f"?tab={tab}", "current": name == way}
        for name, label in found
    ]


def acts(desk, office):
    """What the office may do with something passed on: [(label, address, icon)]."""
    if not office or desk.state not in (D.OFFERED, D.WORKING):
        return []
    word = "催收" if desk.state == D.OFFERED else "催办"
    back = f"?next={reverse('link-list')}?tab=out"
    base = f"/steps/desk/{desk.slug}"
    return [(word, f"{base}/urge/{back}", "bell"), ("收回", f"{base}/recall/{back}", "arrow-back-up")]


STAGE_TONES = {"refusal": "wait", "recall": "wait", "redo": "wait", "result": "ok", "verdict": "ok"}


# -- the chain of custody ----------------------------------------------------------------------------
def custody(item):
    """[{who, to, word, stages}] of every hand-over of the item, its own end only; read with the item."""
    links = [x for x in [*item.links_in.all(), *item.links_out.all()] if x.kind in PASSED]
    if not links:
        return []
    told = {}
    for message in [*item.told_out, *item.told_in]:
        told.setdefault(message.link_id, []).append(message)
    return [chain(link, told.get(link.pk, []), item) for link in links]


def chain(link, messages, item):
    incoming = link.to_item_id == item.pk
    offer = next((m for m in messages if m.kind == MessageKind.OFFER), None)
    level = Level(offer.sender__level).label if offer else ""
    return {
        "link": link, "incoming": incoming,
        "source": offer.sender__short_name if offer else item.organisation.short_name,
        "receiver": offer.receiver__short_name if offer else link.organisation__short_name,
        "word": link.get_kind_display(), "reason": link.reason,
        "origin": (offer.body.get("reference", ""), level) if offer and incoming else ("", ""),
        "stages": [stage(m) for m in messages],
    }  # fmt: skip


def number_of(message):
    """Under which number the matter stands with the sender."""
    name = {MessageKind.OFFER: "reference", MessageKind.RECEIPT: "number"}.get(message.kind)
    return message.body.get(name, "") if name else ""


def stage(message):
    late = message.outcome == "late"
    return {
        "title": f"{message.sender__short_name}{message.get_kind_display()}", "at": message.occurred_at,
        "who": "", "note": number_of(message), "icon": "",
        "text": f"到达时已不适用：{message.note}" if late else message.body.get("reason", ""),
        "tone": STAGE_TONES.get(message.kind, "do"),
    }  # fmt: skip
