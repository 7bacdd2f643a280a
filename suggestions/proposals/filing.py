"""What submission and filing fix of a proposal: session, plenary or not, serial, 提案号, the text as corrected."""

from members.sessions import in_plenary, session_at
from members.states import CollectiveKind
from suggestions import numbering
from suggestions.models.link import ItemLink
from suggestions.models.number_series import NumberSeries
from suggestions.models.review import Review
from suggestions.proposals import cosigning
from suggestions.states import LinkKind, Outcome, ProposerType, SignerState, TimeMark
from weijianyi.clock.many import stop_many
from weijianyi.workflow import NotNow
from weijianyi.workflow.storing import store_many

OF_COLLECTIVE = {
    CollectiveKind.SECTOR: ProposerType.SECTOR,
    CollectiveKind.COMMITTEE: ProposerType.COMMITTEE,
    CollectiveKind.PARTY: ProposerType.PARTY,
    CollectiveKind.PEOPLE: ProposerType.PEOPLE,
    CollectiveKind.GROUP: ProposerType.GROUP,
    CollectiveKind.SECTOR_GROUP: ProposerType.GROUP,
    CollectiveKind.TOWNSHIP: ProposerType.GROUP,
    CollectiveKind.EXPERT: ProposerType.GROUP,
}
SERIAL, NUMBER = "proposal-serial", "proposal"


def receive(item, at):
    """On submission: who proposes, in which session, before or after its cut-off, the provisional serial."""
    cosigning.close(item)
    facts = item.proposal_facts
    facts.proposer_type = proposer_type(item)
    if facts.serial is None:
        item.session = session_at(item.organisation_id, at)
        facts.time_mark = TimeMark.PLENARY if in_plenary(item.session, at) else TimeMark.REGULAR
        facts.serial = numbering.next_number(item.organisation_id, SERIAL, series_of(item))
    facts.save()


def proposer_type(item):
    signed = [a for a in item.authorships.select_related("collective") if a.state == SignerState.SIGNED]
    first = next((a for a in signed if a.is_first), None)
    if first and first.collective:
        return OF_COLLECTIVE[first.collective.kind]
    return ProposerType.JOINT if len(signed) > 1 else ProposerType.INDIVIDUAL


def series_of(item):
    """The year of the series: the key of the session, 0 while none is known."""
    return item.session_id or 0


def file(item, event, *, actor, **facts):
    """The `rows` of 立案 for one proposal."""
    file_many([(item, event)], actor=actor, facts_of={item.pk: facts})


def file_many(pairs, *, actor, facts_of):
    """Reviews, 提案号 without gaps in the order given, corrected text in place, the author's kept beside it."""
    Review.objects.bulk_create(
        Review(
            item=item, reader=actor.post, outcome=Outcome.ACCEPT, level=item.proposal_facts.level or 1,
            opinion=facts_of[item.pk].get("opinion", ""), occurred_at=event.occurred_at, event=event,
        )
        for item, event in pairs
    )  # fmt: skip
    stop_many([item for item, _ in pairs], ("review", "consult"), at=pairs[0][1].occurred_at)
    give_numbers([item for item, _ in pairs])
    corrected = [item for item, _ in pairs if put_corrections_in_place(item)]
    store_many(corrected, ["search_grams", *CORRECTED])
    store_many([item.proposal_facts for item in corrected], ["original", "edited"])
    store_many([item for item, _ in pairs], ["number", "session"])
    share_numbers([item for item, _ in pairs])
    store_many([item.proposal_facts for item, _ in pairs], ["key_candidate"])


CORRECTED = ("title", "situation", "analysis", "advice")


def put_corrections_in_place(item):
    """Whether there were any."""
    facts = item.proposal_facts
    if not facts.edited or facts.original:
        return False
    facts.original = {name: getattr(item, name) for name in CORRECTED}
    for name, text in facts.edited.items():
        setattr(item, name, text)
    item.before_save()
    return True


def give_numbers(items):
    """Consecutive numbers per session. The series row stays locked to the end: no gaps, no doubles."""
    fresh = [item for item in items if item.number is None]
    for item in fresh:
        if item.session_id is None:
            item.session = session_at(item.organisation_id, item.submitted_at)
    if any(item.session_id is None for item in fresh):
        raise NotNow("还没有登记届次，不能编提案号，请管理员先登记届次。", fresh[0])
    for session in dict.fromkeys(item.session_id for item in fresh):
        block = [item for item in fresh if item.session_id == session]
        organisation = block[0].organisation_id
        last = numbering.next_numbers(organisation, NUMBER, session, len(block))
        for offset, item in enumerate(block):
            item.number = last - len(block) + 1 + offset


def share_numbers(items):
    """What was merged into these, directly or in a row, prints their 提案号 and counts as filed."""
    model = ItemLink._meta.get_field("from_item").related_model
    number_of = {item.pk: item.number or item.filed_under for item in items}
    while number_of:
        links = ItemLink.objects.filter(to_item__in=number_of, kind=LinkKind.MERGED, voided_at=None)
        number_of = {source: number_of[main] for source, main in links.values_list("from_item", "to_item")}
        rows = model._base_manager.in_bulk(number_of)
        for pk, row in rows.items():
            row.filed_under = number_of[pk]
        if rows:
            store_many(rows.values(), ["filed_under"])


def last_number(organisation_id, session_id):
    """The highest 提案号 given in the session so far, 0 before the first."""
    row = NumberSeries.objects.filter(organisation_id=organisation_id, series=NUMBER, year=session_id).first()
    return row.last if row else 0
