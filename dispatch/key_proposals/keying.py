"""What the steps of a key proposal check and write."""

from django.core.exceptions import ValidationError

from members.states import CollectiveKind, Role

WORDS = ("text", "outcome", "ground", "reason", "plan")  # facts whose words the timeline shows


def note(step_name, facts):
    return next((str(facts[name]) for name in WORDS if facts.get(name)), "")


def check_committee(key, committee):
    own = committee is not None and committee.organisation_id == key.organisation_id
    if not own or committee.kind != CollectiveKind.COMMITTEE:
        raise ValidationError({"committee": "请选择本级的一个专门委员会。"})


def supervising_leader(key, actor, leader):
    """A leader takes it over in person; the head names one."""
    leader = leader or actor.post
    if leader is None or leader.role != Role.LEADER or leader.organisation_id != key.organisation_id:
        raise ValidationError({"leader": "请选择一位督办领导。"})
    return leader


def write_progress(key, event, *, actor, text, **facts):
    key.progress.create(text=text, at=event.occurred_at, by=actor.post)
