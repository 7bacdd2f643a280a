"""An author's own items: the tabs of the list, what waits for the author, the year's figures."""

from django.db.models import Case, Count, OuterRef, Q, Subquery, Value, When, Window
from django.db.models.functions import Coalesce

from suggestions import stages
from suggestions.models import Item, Review
from suggestions.states import UNSENT, Outcome, State

TABS = {
    "all": ("全部", Q()),
    "open": ("办理中", ~Q(state__in=[*UNSENT, State.ANSWERED, State.CLOSED, State.DECLINED, State.WITHDRAWN,
                                  State.ADOPTED, State.PASSED_ON])),
    "rate": ("待评价", Q(state=State.ANSWERED)),
    "closed": ("已办结", Q(state__in=[State.CLOSED, State.ADOPTED])),
    "draft": ("草稿", Q(state__in=UNSENT)),
}  # fmt: skip
EMPTY = {
    "all": ("您还没有提交过", "看到一件小事就可以写，几分钟写完。"),
    "open": ("没有正在办理的事项", "提交以后，审核、交办、答复都看得到。"),
    "rate": ("没有待评价的事项", "承办单位答复以后，会请您评价。"),
    "closed": ("还没有办结的事项", "办结的事项和答复一直留在这里。"),
    "draft": ("没有草稿", "写了一半的内容自动存在这里，随时接着写。"),
}
WAITING = (State.ANSWERED, State.RETURNED)


def items_of(actor):
    """With the unit that answers, the office's last words, and when each was last touched."""
    said = Review.objects.filter(item=OuterRef("pk"), outcome=Outcome.RETURN, voided_at=None).order_by("-pk")
    items = stages.with_unit(Item.objects.visible_to(actor).written_by(actor).valid())
    return items.annotate(
        touched_at=Coalesce("submitted_at", "saved_at"), office_words=Subquery(said.values("opinion")[:1])
    )


def home(actor, year, most_waiting, most_latest):
    """(what waits for the author, the newest of the rest that were submitted, the year's figures), in one statement."""
    first = Case(When(state__in=[*WAITING, *UNSENT], then=Value(0)), default=Value(1))
    counted = {name: Window(number) for name, number in figures_of(year).items()}
    rows = items_of(actor).annotate(first=first, **counted).order_by("first", "-touched_at", "-pk")
    rows = list(rows[: most_waiting + most_latest])
    figures = {name: getattr(rows[0], name) if rows else 0 for name in counted}
    waiting = [item for item in rows if item.first == 0][:most_waiting]
    latest = [item for item in rows if item.state not in UNSENT and item not in waiting]
    latest = sorted(latest, key=lambda item: item.submitted_at, reverse=True)[:most_latest]
    return waiting, latest, figures


def figures_of(year):
    """{name: number}: submitted, closed, still open and all, over every row and not only those shown."""
    return {
        "everything": Count("pk", filter=Q(submitted_at__isnull=False)),
        "submitted": Count("pk", filter=Q(submitted_at__year=year)),
        "closed": Count("pk", filter=Q(closed_at__year=year)),
        "waiting": Count("pk", filter=TABS["open"][1]),
    }


def in_tab(items, tab):
    return items.filter(TABS[tab][1])


def counts(actor):
    """{tab: number}, in one statement."""
    return (
        Item.objects.visible_to(actor)
        .written_by(actor)
        .valid()
        .aggregate(
            **{
                tab: Count("pk", filter=condition) if condition else Count("pk")
                for tab, (_, condition) in TABS.items()
            }
        )
    )


def containing(items, words):
    """Few rows: the text itself is searched, no index."""
    for word in words.split()[:5]:
        found = Q(title__icontains=word) | Q(place__icontains=word)
        found |= Q(situation__icontains=word) | Q(analysis__icontains=word) | Q(advice__icontains=word)
        items = items.filter(found | Q(number=int(word)) if word.isdecimal() and len(word) < 8 else found)
    return items


def closed_by_others(actor, most=3):
    """Public facts of closed items of the same organisation."""
    items = Item.objects.visible_to(actor).filter(state=State.CLOSED, open_consent=True).valid()
    own = Item.objects.written_by(actor).values("pk")
    return stages.with_unit(items.exclude(pk__in=own)).order_by("-closed_at", "-pk")[:most]
