"""Reports and issues by the hundred, written in bulk, for figures."""

from datetime import timedelta

from django.utils import timezone

from suggestions.models import Authorship, BriefEntry, BriefIssue, BriefSeries, Case, Item, ReportFacts
from suggestions.states import Kind, State


def reports(
    organisation, number, *, by="委员甲", at=None, state=State.ADOPTED, source=None, member=None, **author
):
    """[Item] of that many reports, received at `at`, adopted unless another state is asked for."""
    at = at or timezone.now() - timedelta(hours=2)
    first = Item.objects.filter(organisation=organisation).count()
    cases = Case.objects.bulk_create(Case() for _ in range(number))
    dates = {"accepted_at": at} if state == State.ADOPTED else {}
    dates |= {"declined_at": at} if state == State.DECLINED else {}
    items = Item.objects.bulk_create(
        Item(
            organisation=organisation, case=case, kind=Kind.REPORT, state=state, title=f"{by}反映第{n}件",
            situation="情况。", advice="建议。", submitted_at=at, number_year=at.year, number=1000 + n, **dates,
        )
        for n, case in enumerate(cases, first)
    )  # fmt: skip
    ReportFacts.objects.bulk_create(ReportFacts(item=item, source=source) for item in items)
    Authorship.objects.bulk_create(
        Authorship(item=item, name=by, member=member, remote=member is None, **author) for item in items
    )
    return items


def issue(organisation, editor, leader, number, items, at=None):
    """One issue that was signed and issued with these reports."""
    at = at or timezone.now() - timedelta(hours=1)
    series, _ = BriefSeries.objects.get_or_create(
        organisation=organisation, code="mqzb", defaults={"name": "民情专报"}
    )
    brief = BriefIssue.objects.create(
        organisation=organisation, series=series, title=f"第{number}期", drafted_by=editor.post, signed_by=leader.post,
        year=at.year, number=number, issued_at=at, state="issued",
    )  # fmt: skip
    BriefEntry.objects.bulk_create(BriefEntry(brief=brief, report=item) for item in items)
    return brief
