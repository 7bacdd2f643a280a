"""Situations of policy.csv: reports, issues, what became of them, inquiries."""

from suggestions.models import Inquiry, Report
from tests import forwarded, reported, upward
from weijianyi.workflow import perform


def report_submitted(w):
    return perform(w.draft(kind=Report), "submit", actor=w["member"], declared=True)


def report_editing(w):
    return reported.editing(w)


def report_adopted(w):
    return Report.objects.get(pk=reported.issued(w).entries.get().report_id)


def brief_draft(w):
    return reported.drafted(w)


def brief_checking(w):
    return reported.checking(w)


def brief_signing(w):
    return reported.signing(w)


def brief_issued(w):
    return reported.issued(w)


def instruction_noted(w):
    return upward.instructed(w)


def instruction_followed(w):
    """The supervisor has the task, the head's role is named."""
    return upward.followed(w, upward.instructed(w, roles=["head"]))


def instruction_done(w):
    return upward.finished(w)


def uptake_proposed(w):
    return upward.proposed(w)


def uptake_dropped(w):
    return perform(upward.proposed(w), "drop", actor=w["leader"], reason="已有同题协商")


def uptake_approved(w):
    return upward.approved(w)


def inquiry_answered(w):
    return Inquiry.objects.get(pk=forwarded.answered(w).item_id)


def inquiry_accepted(w):
    return forwarded.asked(w)


def inquiry_released(w):
    return forwarded.answered(w)


def report_topic(w):
    return forwarded.topic(w)


def informants_report(w):
    return forwarded.by_informant(w)
