"""Who hears of what arrives: the office of the receiving organisation."""

from dispatch.linkage import rules
from dispatch.linkage.states import ArrivalState
from members.states import Role
from suggestions import notices as of_item
from weijianyi.notices.audience import Audience


def reviewers(arrival, event):
    """The reviewers, or the heads where there are none."""
    return of_item.allowed(
        arrival.organisation_id, [Role.REVIEWER], rules.receives, arrival
    ) or of_item.allowed(arrival.organisation_id, [Role.HEAD], rules.receives, arrival)


def waits(arrival, event):
    return arrival.state == ArrivalState.WAITING


def recalled(arrival, event):
    return arrival.state == ArrivalState.RECALLED


TOLD = {
    "arrival.announce": (Audience(reviewers, "dispatch_linkage_announce", waits),),
    "arrival.be_urged": (Audience(reviewers, "dispatch_linkage_be_urged", waits),),
    "arrival.be_recalled": (Audience(reviewers, "dispatch_linkage_be_recalled", recalled),),
}


def words(arrival, noun, event):
    return {
        "name": f"“{' '.join(str(arrival).split())}”", "source": arrival.sender.name, "due": arrival.due_on,
        "note": event.note if event else "",
    }  # fmt: skip
