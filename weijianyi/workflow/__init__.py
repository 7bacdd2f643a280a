"""The one door (see door.py) and what steps are made of; everything others may use is named here."""

from weijianyi.workflow.actors import SYSTEM_ACTOR, Actor
from weijianyi.workflow.door import perform
from weijianyi.workflow.refusals import BadFacts, Forbidden, NotNow, NotVisible
from weijianyi.workflow.steps import (
    Guard,
    Stateful,
    Step,
    after_step,
    guard,
    may,
    offers,
    plans,
    step,
    system_only,
)

__all__ = [
    "SYSTEM_ACTOR",
    "Actor",
    "BadFacts",
    "Forbidden",
    "Guard",
    "NotNow",
    "NotVisible",
    "Stateful",
    "Step",
    "after_step",
    "guard",
    "may",
    "offers",
    "perform",
    "plans",
    "step",
    "system_only",
]
