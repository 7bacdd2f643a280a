"""Situations of policy.csv: supervision, leading an item, hand-over between organisations."""

from tests import linked, pressed
from weijianyi.workflow import perform


def supervision_answered(w):
    return pressed.answered(w)


def supervision_proposed(w):
    return pressed.proposed(w)


def inspected(w):
    return pressed.found(w)


def claim_applied(w):
    return pressed.applied(w)


def claim_invited(w):
    return pressed.invited(w)


def claim_active(w):
    return pressed.planned(w)


def claim_done(w):
    return pressed.concluded(w)


def claim_declined(w):
    return perform(pressed.applied(w), "refuse", actor=w["staff"], opinion="承办单位已在推进。")


def coming(w):
    """The county has passed a matter up and the office has not received it."""
    return linked.from_county(w)


def received(w):
    return linked.received(w, linked.from_county(w))


def received_released(w):
    return w.released(w.working(w.dispatched(received(w))))
