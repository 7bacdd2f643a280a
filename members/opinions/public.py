"""What the public pages say: the studio behind a code, who is on duty, the progress of one opinion."""

from dataclasses import dataclass

from django.apps import apps
from django.utils import timezone

from members.models import StudioCode
from members.opinions.states import ENDED, PLAIN, TOLD, OpinionState
from weijianyi import rulebook


@dataclass(frozen=True)
class Duty:
    """Who receives today, as the head of the page says it."""

    name: str
    line: str

    @property
    def initial(self):
        return self.name[:1]


def code_of(token):
    """The code of a poster, revoked ones included, or None."""
    return (
        StudioCode.objects.filter(token=token)
        .select_related("studio__organisation", "studio__liaison__user")
        .first()
    )


def takes_online(studio):
    today = timezone.localdate()
    return (
        studio.online and studio.opened_on <= today and (studio.closed_on is None or studio.closed_on > today)
    )


def duty_of(studio, day):
    """The member of the duty plan, or the liaison where there is none; the plan may not be installed."""
    found = planned(studio, day)
    if found:
        sector = found.sector.name if found.sector_id else ""
        return Duty(f"{found.name}委员", f"{sector}，今天在工作室接待" if sector else "今天在工作室接待")
    if studio.liaison_id:
        return Duty("工作室联络员", "今天由工作室联络员接收")
    return Duty("政协工作人员", "今天由工作室联络员接收")


def planned(studio, day):
    """Today's member by members.Duty: the part that plans brings the model with `on_duty(studio, day)`."""
    try:
        duty = apps.get_model("members", "Duty")
    except LookupError:
        return None
    ask = getattr(duty.objects, "on_duty", None)
    return ask(studio, day) if ask else None


def notice_of(organisation_id):
    """(version, paragraphs) of the privacy notice in force."""
    version = rulebook.value(organisation_id, "privacy_version")
    return version, [(e.label, e.text) for e in rulebook.entries(organisation_id, "privacy_notice")]


def progress(opinion):
    """What the resident reads: state and next in plain words, the steps behind, the answers."""
    state = OpinionState(opinion.state)
    now, following = PLAIN[state]
    done = [("收到", opinion.received_at)]
    for label, moment in (("有人在办", opinion.taken_at), ("第一次处理", opinion.handled_at)):
        if moment:
            done.append((label, moment))
    done += [(answer.get_kind(), answer.at) for answer in answers(opinion)]
    for label, moment in (("办结", opinion.closed_at), ("撤回", opinion.withdrawn_at)):
        if moment:
            done.append((label, moment))
    return {
        "now": now, "following": following, "done": sorted(done, key=lambda pair: pair[1]),
        "answers": answers(opinion), "asks": state in TOLD, "open_for_words": state in ("received", "taken"),
        "may_withdraw": state in ("received", "taken", "asked", "heard"), "turned": state == "turned",
        "where": None if state in ENDED else holder(opinion),
    }  # fmt: skip


def holder(opinion):
    """The studio, or the committee it was handed over to."""
    own = opinion.organisation_id == opinion.studio.organisation_id
    return opinion.studio if own else opinion.organisation


def answers(opinion):
    return list(opinion.answers.all())


def own_data(opinion):
    """Everything that is kept about the person, for the person."""
    contact = getattr(opinion, "contact", None)
    facts = contact.shown if contact else {}
    return {
        "name": facts.get("name", ""), "phone": facts.get("phone", ""), "pass_on": bool(contact and contact.pass_on),
        "left": contact is not None, "delete_after": opinion.delete_after, "version": opinion.notice_version,
        "county": opinion.county and opinion.county.place,
    }  # fmt: skip
