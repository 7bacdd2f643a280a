"""Scores of a case, whose consent is missing, and its text without names and numbers."""

from dispatch.bulletins import masking
from dispatch.excellence.states import Consent

MOST = 100
TEXTS = ("title", "background", "handling", "effect")


def score(case, event, *, actor, points, comment="", **facts):
    """One judge's points; given again, the earlier ones are void."""
    case.scores.filter(by=actor.post, voided_at=None).update(voided_at=event.occurred_at)
    case.scores.create(by=actor.post, points=points, comment=comment.strip(), at=event.occurred_at)


def missing_consent(case):
    """Who still has to agree, as a sentence."""
    if Consent.REFUSED in (case.author_consent, case.unit_consent):
        who = "委员" if case.author_consent == Consent.REFUSED else "承办单位"
        return f"{who}不同意，不能入选；可以改案例后重新征求意见。"
    names = (("委员", case.author_consent), ("承办单位", case.unit_consent))
    return f"还没有收到{'和'.join(name for name, c in names if c != Consent.AGREED)}的同意。"


def names_of(case):
    """Signers and the unit's contacts, beyond the members of the organisation."""
    names = set(case.item.authorships.exclude(member=None).values_list("name", flat=True))
    replies = case.desk.replies.exclude(contact_name="").values_list("contact_name", flat=True)
    return (
        names
        | set(replies)
        | set(case.desk.replies.exclude(leader_name="").values_list("leader_name", flat=True))
    )


def names_left(case):
    hide = masking.masker(case.organisation_id, names_of(case))
    return any(hide(getattr(case, name)) != getattr(case, name) for name in TEXTS)


def mask(case):
    hide = masking.masker(case.organisation_id, names_of(case))
    for name in TEXTS:
        setattr(case, name, hide(getattr(case, name)))
