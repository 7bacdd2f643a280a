"""What the review desk shows: queue, the opened item, the panel of the decision; nine statements with the frame."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string

from dispatch.forms.review import AcceptAndDispatchForm
from dispatch.items import advice
from suggestions import rules
from suggestions.forms.review import QueueFilter
from suggestions.proposals import readings
from suggestions.review import alike, conditions, presence
from suggestions.review import queue as desk_queue
from suggestions.review.queue import SORTS, TABS
from suggestions.states import UNDER_REVIEW, Kind
from weijianyi import paging
from weijianyi.files.models import attachments_for
from weijianyi.workflow import offers

# step: the key that clicks its button; what a kind of item has no step for is left out.
KEYS = {"send_back": "r", "consult": "d", "conclude": "d", "convert": "", "merge": "m", "decline": "n"}
CONVERSIONS = (("proposal", "转提案", "t"), ("report", "转社情民意", "s"))
SHORT = {"conclude": "结束会商"}  # where the button is narrow
KEY_SHEET = [
    ("J / K", "下一件、上一件"), ("1 – 4", "切换队列"), ("A", "通过并交办"), ("R", "请补充"),
    ("D", "会商"), ("T / S", "转提案、转社情民意"), ("M", "合并"), ("N", "不受理"), ("U", "撤销，10 秒内有效"),
    ("Ctrl + Enter", "提交正在填写的表单"),
]  # fmt: skip


@dataclass
class Queue:
    """One page of one tab, with the addresses its links carry on."""

    tab: str
    form: QueueFilter
    page: paging.Page
    query: str
    order: tuple
    listed: Q  # the condition of the tab and the filter
    tabs: list = field(default_factory=list)
    kept: str = ""  # tab and filters without the page, for what acts on all of them
    uncounted: list = field(default_factory=list)  # rows whose look-alikes are still to be counted

    @property
    def rows(self):
        return self.page.rows

    def place(self, item):
        """Index of the opened item among the rows, or None."""
        return next((n for n, row in enumerate(self.rows) if row.pk == item.pk), None)

    def url_of(self, item):
        return reverse("review-item", args=[item.slug]) + self.query

    def neighbours(self, item):
        """(previous, next) addresses; empty where there is none."""
        at = self.place(item)
        if at is None:
            return "", self.url_of(self.rows[0]) if self.rows else ""
        before = self.url_of(self.rows[at - 1]) if at else ""
        after = self.url_of(self.rows[at + 1]) if at + 1 < len(self.rows) else self.page.next_url
        return before, after


def read_queue(request, now=None):
    """The rows of the tab in the address, longest waiting first."""
    tab = request.GET.get("tab") if request.GET.get("tab") in TABS else "new"
    form = QueueFilter(request.GET, organisation_id=request.actor.organisation_id)
    chosen = form.chosen()
    order = SORTS[chosen["sort"] or "oldest"][1]
    listed = desk_queue.in_tab(tab) & desk_queue.chosen(kind=chosen["kind"], category=chosen["category"])
    page = paging.page(desk_queue.waiting(request.actor).filter(listed), request, order)
    kept = {name: value for name, value in chosen.items() if value}
    kept |= {"tab": tab} if tab != "new" else {}
    listing = urlencode(kept)
    for edge in ("after", "before"):
        kept |= {edge: request.GET[edge]} if request.GET.get(edge) else {}
    queue = Queue(tab, form, page, f"?{urlencode(kept)}" if kept else "", order, listed, kept=listing)
    watched = presence.watched(page.rows, request.user)
    for row in page.rows:
        row.waits = desk_queue.waited(row.submitted_at, now)
        row.url = queue.url_of(row)
        row.watcher = watched.get(row.pk, "")
    queue.uncounted = alike.hang_on(page.rows)
    return queue


def tab_links(queue, tallies):
    """The tabs with their numbers; the filter stays, the page does not."""
    chosen = {name: value for name, value in queue.form.chosen().items() if value}
    links = []
    for number, (tab, label) in enumerate(TABS.items(), 1):
        query = urlencode(chosen | ({"tab": tab} if tab != "new" else {}))
        links.append(
            {
                "label": label,
                "url": reverse("review-desk") + (f"?{query}" if query else ""),
                "current": tab == queue.tab,
                "count": getattr(tallies, tab),
                "hot": tab == "new" and tallies.new > 0,
                "key": str(number),
            }
        )
    links.append(
        {"label": "待第二人", "url": reverse("review-pending"), "current": False, "count": tallies.pending,
         "hot": False, "key": "4"}
    )  # fmt: skip
    return links


def detail(item, request):
    """The opened item: text, photos, conditions, who else looks at it."""
    attachments = attachments_for([item])[item.pk]
    return {
        "attachments": attachments,
        "conditions": conditions.conditions(item),
        "reads": rules.reads_text(request.actor, item),
        "others": presence.look(item, request.user),
    }


def panel(item, request, *, name="accept", form=None):
    """The right pane: the form of one step, and the buttons of the others."""
    offered = {o.name: o for o, why in offers(item, request.actor) if not why}
    found = {"step": name, "offered": offered.get(name), "buttons": [], "closed": "", "accepts": False}
    if (
        item.state not in UNDER_REVIEW
        or item.is_pending
        or not offered
        or rules.is_party(request.actor, item)
    ):
        return found | {"closed": closed_because(item, request.actor)}
    found["buttons"] = buttons(item, offered)
    if name == "accept" and item.kind == Kind.PROPOSAL:
        return found | {
            "elsewhere": reverse("proposal-review", args=[item.slug]),
            "why": where_it_stands(item),
        }
    if name == "accept" and "accept" in offered:
        return found | accept_panel(item, request, form)
    return found | {"form": form or blank(item, request, offered.get(name))}


def where_it_stands(item):
    """Why a proposal is not accepted at this desk: it is read first, then filed, on a page of its own."""
    if readings.is_held(item):
        return "结论已定，待集中宣布。"
    if not readings.all_read(item):
        return f"提案要经三审：要审 {readings.levels(item)} 次，已审 {item.proposal_facts.level} 次。"
    return "审读已经完成，由负责人立案。"


def accept_panel(item, request, form):
    units = form.departments if form else list(advice.departments(item))
    suggested, ground = advice.suggest(item, units)
    form = form or AcceptAndDispatchForm(
        subject=item, actor=request.actor, departments=units,
        initial={"lead": suggested.pk if suggested else None, "complexity": item.complexity or "normal"},
    )  # fmt: skip
    more = any(form[name].value() for name in ("assists", "splits", "relay"))
    return {"form": form, "accepts": True, "ground": ground, "suggested": suggested, "more": more,
            "terms": advice.terms(item), "complexity": form["complexity"].value()}  # fmt: skip


def blank(item, request, offered):
    """The step's form with what the address proposes (the kind to convert to, the main item)."""
    if offered is None:
        return None
    proposed = {name: request.GET[name] for name in ("kind", "main") if name in request.GET}
    form = import_string(offered.form)(subject=item, actor=request.actor, initial=proposed)
    if offered.name == "merge":
        form.find("")
    return form


def buttons(item, offered):
    """The other verbs of the desk, with their keys."""
    found = []
    for name, key in KEYS.items():
        if name not in offered:
            continue
        if name == "convert":
            found += [
                {"name": name, "label": label, "key": letter, "query": f"kind={kind}"}
                for kind, label, letter in CONVERSIONS
                if kind != item.kind
            ]
        else:
            found.append(
                {"name": name, "label": SHORT.get(name, offered[name].label), "key": key, "query": ""}
            )
    return found


def closed_because(item, actor):
    """Why this reader has nothing to decide here."""
    if item.is_pending:
        return "已有同事提出“不受理”，正等待第二人决定。"
    if item.state in UNDER_REVIEW and rules.is_party(actor, item):
        return "您是这件事项的作者，请由其他同志审核。"
    if item.voided_at:
        return "这件事项已经作废，不再办理。"
    return f"这件事项现在是“{item.get_state_display()}”，现在不用审核。"


def day_line(organisation, tallies, now=None):
    """今日清零: numbers and the sentence about review days."""
    today = timezone.localdate(now or timezone.now())
    is_today, following = desk_queue.day_in_words(organisation, today)
    oldest = desk_queue.waited(tallies.oldest, now) if tallies.oldest else ""
    return {"today": today, "is_review_day": is_today, "following": following, "oldest": oldest}
