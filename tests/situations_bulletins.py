"""Bulletins, excellent cases and a half's appraisal in each of their states."""

from tests import bulletined


def bulletin_draft(w):
    return bulletined.drafted(w)


def bulletin_checking(w):
    return bulletined.checking(w)


def bulletin_signing(w):
    return bulletined.signing(w)


def bulletin_issued(w):
    return bulletined.issued(w)


def case_proposed(w):
    return bulletined.proposed(w)


def case_written(w):
    return bulletined.written(w)


def case_consenting(w):
    return bulletined.consenting(w)


def case_decided(w):
    return bulletined.decided_case(w)


def half_open(w):
    return bulletined.half(w)
