"""The page of one report at the editor's desk: raw and edited text, what may be done now, its issues."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Prefetch
from django.http import Http404
from django.urls import reverse

from suggestions import rules
from suggestions.briefs import rules as brief_rules
from suggestions.models import Authorship, BriefIssue, Review
from suggestions.proposals.differences import differences
from suggestions.reports import editing as report_editing
from suggestions.reports import listing as report_list
from suggestions.states import BriefState, State, state_word
from weijianyi.workflow import offers, seconding

STEPS = ("send_back", "decline", "convert", "remark")


def find(actor, slug):
    """The report with what its page shows, or 404."""
    related = (
        "category",
        "entered_by__user",
        "report_facts__topic",
        "report_facts__form",
        "report_facts__source",
        "report_facts__editor__user",
    )
    found = report_list.reports(actor).filter(slug=slug).select_related(*related)
    item = found.prefetch_related(
        Prefetch("authorships", Authorship.objects.select_related("member")),
        Prefetch("reviews", Review.objects.filter(voided_at=None).select_related("reader__user", "reason")),
        "brief_entries__brief__series",
    ).first()
    if item is None:
        raise Http404
    return item


@dataclass(frozen=True)
class Passage:
    """One section: the author's words, and what the editor made of them."""

    label: str
    before: str
    parts: list

    @property
    def changed(self):
        return any(op != "same" for op, _ in self.parts)


def passages(item):
    now = report_editing.text_now(item)
    return [
        Passage(label, getattr(item, name), differences(getattr(item, name), now[name]))
        for name, label in report_editing.FIELDS.items()
        if getattr(item, name) or now[name]
    ]


def closed_because(item, actor):
    """Why nothing may be done here, or ""."""
    if not brief_rules.edits_reports(actor, item):
        return "由信息编辑处理，这里只供阅读。"
    if rules.is_party(actor, item):
        return "您是这条信息的反映人之一，请由其他编辑处理。"
    if item.is_pending:
        pending = seconding.open_for(item)
        return f"已经提出“{pending.label}”，正等待第二人决定。" if pending else ""
    if item.state not in (State.SUBMITTED, State.EDITING):
        return f"这条信息现在是“{state_word(item.kind, item.state)}”，不用再处理。"
    return ""


def links(item, actor, onward):
    """The decisions with pages of their own; each leads to the next report."""
    offered = {o.name: o for o, why in offers(item, actor, buttons_only=False) if not why}
    back = urlencode({"next": onward})
    labels = {"decline": "不采用"}
    return [
        {
            "label": labels.get(name, offered[name].label), "tone": offered[name].tone, "icon": offered[name].icon,
            "url": f"{reverse('step', args=['item', item.slug, name])}?{back}",
        }
        for name in STEPS if name in offered
    ]  # fmt: skip


def open_briefs(item, actor):
    """Issues still being drafted that do not hold it yet."""
    drafts = BriefIssue.objects.visible_to(actor).filter(state=BriefState.DRAFT)
    return drafts.exclude(entries__report=item).select_related("series")[:5]


def briefs_of(item):
    return [entry.brief for entry in item.brief_entries.all()]
