"""Situations of policy.csv: what residents say to a studio; objections to points."""

from tests import opinions, scored


def opinion_received(w):
    return opinions.received(w)


def opinion_doubtful(w):
    return opinions.received(w, marks=["quick"])


def opinion_taken(w):
    return opinions.visited(w)


def opinion_answered(w):
    return opinions.answered(w)


def opinion_asked(w):
    return opinions.asked(w)


def opinion_turned(w):
    return opinions.turned(w)


def opinion_closed(w):
    return opinions.closed(w)


def opinion_spam(w):
    return opinions.spam(w)


def objection(w):
    return scored.objection(w)
