"""Which rungs an organisation works with: its own version before the one for all, the newest that is valid."""

from dispatch.models.ladder_rung import LadderRung
from weijianyi.notices.models import Channel
from weijianyi.rulebook import cache


def in_force(organisation, on):
    """Every rung of the organisation on that day, in order, inactive ones too."""
    rows, pk = cache.get("ladder", load), getattr(organisation, "pk", organisation)
    found = {}
    for owner in (pk, None):
        for row in rows.get(owner, ()):
            if row.valid_from <= on:
                found.setdefault(row.code, row)
    return sorted(found.values(), key=lambda rung: (rung.order, rung.pk))


def active(organisation, on, *watches):
    return [rung for rung in in_force(organisation, on) if rung.active and rung.watch in watches]


def find(organisation, code, on):
    return next((rung for rung in in_force(organisation, on) if rung.code == code), None)


def of_step(organisation, name, on):
    """The rung of a step, "assignment.offer", or None."""
    return next((rung for rung in in_force(organisation, on) if name in rung.step.split()), None)


def channels(organisation, code, on):
    """Through which channels a step's rung speaks; always the inbox."""
    rung = find(organisation, code, on)
    return {Channel.IN_APP, *(rung.channels if rung and rung.active else ())}


def versions(organisation, code):
    """Every version of that rung the organisation has had, newest first."""
    rows = LadderRung.objects.of(organisation).filter(code=code)
    return list(rows.select_related("entered_by").order_by("-valid_from", "-pk"))


KEPT = ("code", "label", "watch", "clock", "step", "when", "proposes", "order")


def shipped(code):
    """Whom the rung names as it came with the product: of a step, whom the step itself tells."""
    from dispatch.ladder.seeds import SEEDS  # noqa: PLC0415 -- the seeds read this module's words

    return next((list(seed.to) for seed in SEEDS if seed.code == code), [])


def change(organisation, rung, *, user, **values):
    """Add the organisation's next version of a rung; what it watches stays."""
    kept = {name: getattr(rung, name) for name in (*KEPT, "amount", "at", "to", "at_once", "wording")}
    return LadderRung.objects.create(organisation=organisation, entered_by=user, **(kept | values))


def load():
    rows = {}
    for row in LadderRung.objects.order_by("-valid_from", "-pk"):
        rows.setdefault(row.organisation_id, []).append(row)
    return rows
