"""The one door (see door.py) and what steps are made of; everything others may use is named here."""

from weijianyi.workflow.actors import SYSTEM_ACTOR, Actor
from weijianyi.workflow.door import perform
from weijianyi.workflow.many import Many, perform_many, repeated
from weijianyi.workflow.refusals import BadFacts, Forbidden, NotNow, NotVisible
from weijianyi.workflow.steps import (
    Guard,
    Stateful,
    Step,
    after_many,
    after_step,
    guard,
    many_plans,
    may,
    offers,
    plans,
    retitled,
    step,
    system_only,
)

__all__ = [
    "SYSTEM_ACTOR",
    "Actor",
    "BadFacts",
    "Forbidden",
    "Guard",
    "Many",
    "NotNow",
    "NotVisible",
    "Stateful",
    "Step",
    "after_many",
    "after_step",
    "guard",
    "many_plans",
    "may",
    "offers",
    "perform",
    "perform_many",
    "plans",
    "repeated",
    "retitled",
    "step",
    "system_only",
]
