"""Each machine equals its stored picture; renew with `manage.py machines --write tests/machines`."""

from pathlib import Path

import pytest

from weijianyi.workflow import picture

STORED = Path(__file__).parent / "machines"
MACHINES = picture.machines()


@pytest.mark.parametrize("model", MACHINES, ids=lambda m: m._meta.model_name)
def test_machine_equals_its_stored_picture(model):
    name = model._meta.model_name
    assert (STORED / f"{name}.txt").read_text() == picture.table(model) + "\n"
    assert (STORED / f"{name}.mmd").read_text() == picture.diagram(model) + "\n"


def test_no_stored_picture_without_a_machine():
    assert {p.stem for p in STORED.iterdir()} == {m._meta.model_name for m in MACHINES}


@pytest.mark.parametrize("model", MACHINES, ids=lambda m: m._meta.model_name)
def test_every_state_can_be_reached_and_every_open_state_left(model):
    arrows = [(s, t) for _, _, s, t, _ in picture.arrows(model) if t != picture.SELF]
    reached = {t for _, t in arrows}
    states = set(
        getattr(model, "allowed_states", lambda: None)() or dict(model._meta.get_field("state").choices)
    )
    first = str(model._meta.get_field("state").default)
    assert states - reached - {first} == set() or model._meta.model_name == "inquiry"
    dead_ends = {"declined", "withdrawn", "closed", "adopted", "done", "returned", "cancelled"}
    dead_ends |= {"upheld", "rejected"}  # of an objection
    dead_ends |= {"received", "refused", "recalled"}  # of what arrived: the item goes on
    assert states - {s for s, _ in arrows} <= dead_ends
