"""The proposals of the demo: two plenaries, and what was handed in since."""

from weijianyi.demo import proposals_last, proposals_now, proposals_office, proposals_plenary


def scenes(d, this, last):
    """Every proposal of the city; `this` and `last`: the plenaries of this year and of last year."""
    yield from proposals_last.scenes(last)
    yield from proposals_plenary.scenes(this)
    yield from proposals_now.scenes(d)
    yield from proposals_office.scenes(d)
