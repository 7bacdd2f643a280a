"""转单位办理: an inquiry made of a report or an issue, and what is passed back to those who wrote.

The unit sees the inquiry's own text, never the report.
"""

from django.utils import timezone

from suggestions import numbering
from suggestions.reports import editing as report_editing
from suggestions.states import Kind, LinkKind, State
from weijianyi.workflow import SYSTEM_ACTOR, after_step, perform

FROM_REPORT, FROM_BRIEF = "社情民意信息转办", "期刊转办"


def forward_report(report, event, *, actor, **words):
    """The `rows` of the report's step `forward`."""
    open_inquiry([report], event, actor, FROM_REPORT, case=report.case, category=report.category, **words)


def forward_brief(brief, event, *, actor, **words):
    """The `rows` of the issue's step `forward`: one inquiry for everything it holds; each writer is told."""
    entries = brief.entries.select_related("report__case", "report__category").order_by("order", "pk")
    reports = [entry.report for entry in entries]
    first = reports[0]
    open_inquiry(
        reports, event, actor, FROM_BRIEF, brief=brief, case=first.case, category=first.category, **words
    )
    for report in reports:
        perform(report, "went_to_unit", actor=SYSTEM_ACTOR, act=event.act, at=event.occurred_at)


def open_inquiry(reports, event, actor, source, *, case, category, title, situation, advice, brief=None):
    """The inquiry, ready to be handed out by the ordinary desks, linked from every report it came of."""
    from suggestions.models import InquiryFacts, Item, ItemLink  # noqa: PLC0415 -- the models' steps name this module

    at = event.occurred_at
    year = timezone.localtime(at).year
    inquiry = Item(
        case=case, organisation_id=actor.organisation_id, kind=Kind.INQUIRY, state=State.ACCEPTED,
        submitted_at=at, accepted_at=at, entered_by=actor.post, entered_from=source, open_consent=False,
        title=title, situation=situation, advice=advice, category=category, number_year=year,
        number=numbering.next_number(actor.organisation_id, Kind.INQUIRY, year),
    )  # fmt: skip
    inquiry.save()
    InquiryFacts.objects.create(item=inquiry, brief=brief)
    ItemLink.objects.bulk_create(
        ItemLink(
            from_item=report, to_item=inquiry, kind=LinkKind.FOLLOWED_UP, source_state=report.state, offered_at=at,
            organisation_id=actor.organisation_id,
        )
        for report in reports
    )  # fmt: skip
    for hook in after_step:  # the inquiry has a holder from the start
        hook(Item.objects.get(pk=inquiry.pk), event)
    return inquiry


def words_of_report(report):
    """What the form of forwarding starts with: the edited text, without who wrote it."""
    text = report_editing.text_now(report)
    parts = (text["situation"].strip(), text["analysis"].strip())
    return {
        "title": text["title"],
        "situation": "\n".join(filter(None, parts)),
        "advice": text["advice"],
    }


def words_of_brief(brief):
    """The same out of everything an issue holds, as printed."""
    entries = list(brief.entries.all())
    printed = [entry.printed or {} for entry in entries]
    joined = {
        name: "\n\n".join(filter(None, (text.get(name, "").strip() for text in printed)))
        for name in ("situation", "advice")
    }
    return joined | {"title": brief.title[:60]}


def pass_back(inquiry, event, *, actor, told, told_whom="", **facts):
    """The `rows` of the step `pass_back`: what was said, and every report it came of hears it."""
    from suggestions.models import InquiryFacts  # noqa: PLC0415 -- the models' steps name this module

    InquiryFacts.objects.update_or_create(
        item_id=inquiry.pk,
        defaults={"told": told, "told_whom": told_whom, "told_by": actor.post, "told_at": event.occurred_at},
    )
    links = inquiry.links_in.filter(kind=LinkKind.FOLLOWED_UP, voided_at=None).select_related("from_item")
    for link in links:
        perform(
            link.from_item, "was_answered", actor=SYSTEM_ACTOR, act=event.act, at=event.occurred_at, note=told
        )
        link.result_at = event.occurred_at
        link.save(update_fields=["result_at"])
