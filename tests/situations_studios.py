"""Situations of policy.csv: duties of studios and their swaps."""

from tests import stationed


def duty_open(w):
    return stationed.duty(w, member=None)


def duty_planned(w):
    return stationed.duty(w)


def duty_today(w):
    return stationed.duty(w, 0)


def duty_done(w):
    return stationed.attended(w)


def swap_asked(w):
    return stationed.asked(w)
