"""Merging duplicates: both originals stay, the authors become authors of the main item by way of the link."""

from django.core.exceptions import ValidationError
from django.db import OperationalError

from suggestions.models.case import Case
from suggestions.models.link import ItemLink
from suggestions.proposals import filing
from suggestions.review.reviewing import write
from suggestions.states import Kind, LinkKind, Outcome, SignerState, State
from weijianyi.clock import deadlines
from weijianyi.workflow import NotNow

MAIN_OPEN = (
    State.SUBMITTED, State.CONSULTING, State.IN_REVIEW, State.EDITING, State.ACCEPTED, State.HANDLING,
)  # fmt: skip


def check(item, main):
    """Which items may be the main one: same organisation and kind, not yet answered, not this one."""
    if main.pk == item.pk:
        raise ValidationError({"main": "不能并入自己，请选择另一件。"})
    main = read_again(main)
    if main.organisation_id != item.organisation_id or main.kind != item.kind:
        raise ValidationError({"main": "只能并入本组织同一类型的事项。"})
    if main.state not in MAIN_OPEN or main.voided_at:
        raise ValidationError({"main": f"“{main.title}”已经{main.get_state_display()}，不能再并入。"})


def named(main):
    """How a list of possible main items names one; a proposal not yet filed has its 流水号 only."""
    number = main.reference
    if not number and main.kind == Kind.PROPOSAL and main.proposal_facts.serial:
        number = f"流水号 {main.proposal_facts.serial}"
    return f"{main}（{number}）" if number else str(main)


def read_again(main):
    """The main item as it is now, locked; two opposite merges must not wait for each other."""
    try:
        Case.objects.select_for_update(nowait=True).get(pk=main.case_id)
        return type(main)._default_manager.select_for_update(nowait=True, of=("self",)).get(pk=main.pk)
    except OperationalError as error:
        raise NotNow("有人正在办理要并入的那一件，请稍后再试。", main) from error


def merge(item, event, *, actor, main, opinion, **facts):
    """The `rows` of the step `merge`: review, link, authors on the main item, the case taken over."""
    main = read_again(main)
    write(Outcome.MERGE)(item, event, actor=actor, opinion=opinion)
    link = ItemLink.objects.by_step(
        item, event, LinkKind.MERGED, to_item=main, organisation=item.organisation, reason=opinion
    )
    # Whoever was asked to sign the main one and did not comes in now by the own proposal.
    unsigned = [SignerState.DECLINED, SignerState.LAPSED]
    asked = {a.member_id: a for a in main.authorships.all() if a.member_id and a.state in unsigned}
    present = {(a.member_id, a.collective_id) for a in main.authorships.all()} - {(m, None) for m in asked}
    order = 1 + max((a.order for a in main.authorships.all()), default=0)
    for a in item.authorships.exclude(state__in=unsigned):
        if (a.member_id, a.collective_id) in present:
            continue
        row = a.copied(
            main, order=order, via=link, sector_name=a.sector_name, committee_name=a.committee_name,
            county_name=a.county_name,
        )  # fmt: skip
        if a.member_id in asked:
            row.pk, row.opinion = asked[a.member_id].pk, asked[a.member_id].opinion
        row.save()
        order += 1
    if not item.is_received:  # the case of what was passed in is its home's
        item.case.merged_into = main.case
        item.case.save(update_fields=["merged_into"])
    share_number(item, main.number or main.filed_under if main.kind == Kind.PROPOSAL else None)


def share_number(item, number):
    """The 提案号 of the main proposal on this one and on what was merged into it before."""
    if number is None and item.filed_under is None:
        return
    item.filed_under = number
    type(item)._base_manager.filter(pk=item.pk).update(filed_under=number)
    filing.share_numbers([item])


def link_of(item):
    rows = item.links_out.all()  # the page of the item has read them
    return next((row for row in rows if row.kind == LinkKind.MERGED and row.voided_at is None), None)


def main_ended(item):
    """Whether the item this one was merged into was withdrawn or declined."""
    link = link_of(item)
    if link is None:
        return False
    state = link.to_item__state if hasattr(link, "to_item__state") else link.to_item.state
    return state in (State.WITHDRAWN, State.DECLINED)


def source_state(item):
    """Where an unmerged item goes back to: the state it came from."""
    link = link_of(item)
    if link is None:
        raise ValidationError("这件事项没有并入别的事项。")
    return link.source_state


def unmerge(item, event, *, actor, **facts):
    """The main item was withdrawn or declined: the source stands on its own again."""
    link = link_of(item)
    link.voided_at = event.occurred_at
    link.save(update_fields=["voided_at"])
    link.authorships.all().delete()
    item.case.merged_into = None
    item.case.save(update_fields=["merged_into"])
    share_number(item, None)
    code = {State.SUBMITTED: "review", State.CONSULTING: "consult"}.get(item.state)
    if code:
        deadlines.start(item, code, at=event.occurred_at)
