"""Collective proposals against the quota: per collective and kind, and their share of all, for a year or a session."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.utils import timezone

from members.models import Collective
from members.states import PROPOSING
from suggestions.models import Authorship, Proposal, TopicPlan
from suggestions.topics.states import TopicState
from weijianyi import rulebook


@dataclass(frozen=True)
class Row:
    """One collective, or the sum of one kind."""

    name: str
    submitted: int
    quota: int
    topics: int
    reached: int  # collectives that have fulfilled the quota
    of: int = 1  # collectives in this row

    @property
    def missing(self):
        """Proposals still to come from one collective."""
        return max(0, self.quota - self.submitted)

    @property
    def behind(self):
        """Collectives still behind."""
        return self.of - self.reached


@dataclass(frozen=True)
class Share:
    """Collective proposals of all proposals; None where there is nothing to divide."""

    collective: int
    everything: int
    target: int  # percent

    @property
    def value(self):
        return self.collective / self.everything if self.everything else None

    @property
    def reached(self):
        return self.value is not None and self.collective * 100 >= self.target * self.everything


def year(number):
    """A calendar year as a condition on proposals."""
    zone = timezone.get_current_timezone()
    first, after = (datetime(y, 1, 1, tzinfo=zone) for y in (number, number + 1))
    return Q(submitted_at__gte=first, submitted_at__lt=after)


def table(organisation, period):
    """{kinds: [(label, sum, rows)], total: Row, share: Share}; five statements, however many rows."""
    quota = rulebook.value(organisation, "collective_quota")
    proposals = Proposal.objects.valid().submitted().filter(period, organisation=organisation)
    first = Authorship.objects.filter(item__in=proposals.values("pk"), order=0, via=None, remote=False)
    written = Counter(dict(first.exclude(collective=None).values_list("collective").annotate(n=Count("pk"))))
    topics = Counter(
        dict(
            TopicPlan.objects.filter(organisation=organisation, state=TopicState.ADOPTED)
            .exclude(owner=None).order_by().values_list("owner").annotate(n=Count("pk"))
        )
    )  # fmt: skip
    collectives = list(Collective.objects.filter(organisation=organisation).filter(
        Q(active=True) | Q(pk__in=list(written))
    ))  # fmt: skip
    kinds = []
    for kind in PROPOSING:
        rows = [row_of(c, written[c.pk], quota, topics[c.pk]) for c in collectives if c.kind == kind]
        if rows:
            kinds.append((kind.label, summed(f"{kind.label}小计", rows, quota), rows))
    total = summed("合计", [row for _, _, rows in kinds for row in rows], quota)
    target = rulebook.value(organisation, "collective_share_target")
    return {
        "kinds": kinds, "total": total, "quota": quota,
        "share": Share(total.submitted, proposals.count(), target),
    }  # fmt: skip


def row_of(collective, submitted, quota, topics):
    return Row(collective.name, submitted, quota, topics, int(submitted >= quota))


def summed(name, rows, quota):
    return Row(
        name, sum(r.submitted for r in rows), quota * len(rows), sum(r.topics for r in rows),
        sum(r.reached for r in rows), len(rows),
    )  # fmt: skip
