"""Geometry of the charts: numbers to SVG attributes; every value is printed as text beside its mark."""

from dataclasses import dataclass

STEPS = (1, 2, 5)


@dataclass(frozen=True)
class Bar:
    x: float
    y: float
    width: float
    height: float
    tone: str
    value: int
    middle: float
    above: float


@dataclass(frozen=True)
class Frame:
    """The drawing area of a column chart."""

    width: int
    height: int
    bar: int
    left: int = 32
    top: int = 22
    bottom: int = 26

    @property
    def floor(self):
        return self.height - self.bottom


WIDE, NARROW = Frame(660, 224, 17), Frame(330, 200, 18, left=26)


def columns(frame, groups):
    """`groups` [(label, values, extra)] as pairs of bars: {grid, groups} for templates/dispatch/overview_bars.html."""
    most = max((value for _, values, _ in groups for value in values), default=0)
    step = pleasant(most)
    top = max(step, -(-most // step) * step)
    scale = (frame.floor - frame.top) / top
    slot = (frame.width - frame.left) / max(len(groups), 1)
    grid = [{"value": value, "y": round(frame.floor - value * scale, 1)} for value in range(0, top + 1, step)]
    return {
        "frame": frame, "grid": grid, "axis": frame.left - 8, "words": frame.height - 8,
        "groups": [group(frame, frame.left + slot * n, slot, scale, one) for n, one in enumerate(groups)],
    }  # fmt: skip


def group(frame, left, slot, scale, one):
    label, values, extra = one
    start = left + (slot - 2 * frame.bar - 4) / 2
    bars = []
    for place, value in enumerate(values):
        x, height = start + place * (frame.bar + 4), value * scale
        y = frame.floor - height
        bars.append(
            Bar(
                round(x, 1), round(y, 1), frame.bar, round(height, 1), "k-a" if place == 0 else "k-b", value,
                round(x + frame.bar / 2, 1), round(y - 5, 1),
            )
        )  # fmt: skip
    box = {"x": round(left, 1), "width": round(slot, 1)}
    return {"label": label, "bars": bars, "middle": round(left + slot / 2, 1), "box": box, **extra}


def pleasant(most):
    """A step of 1, 2 or 5 times a power of ten with at most five lines."""
    size = 1
    while True:
        for step in STEPS:
            if most <= step * size * 4:
                return step * size
        size *= 10


def ring(parts):
    """[(tone, number)] as arcs of a circle whose length is 100; gaps of half a unit between them."""
    total, begun, arcs = sum(number for _, number in parts), 0.0, []
    for tone, number in parts:
        if number:
            share = number / total * 100
            arcs.append({"tone": tone, "length": round(max(share - 0.5, 0.3), 2), "start": round(-begun, 2)})
            begun += share
    return arcs
