"""Who hears of a task behind an instruction and of 成果转化; never a word of what was written."""

from django.utils import timezone

from members.models import Post
from members.states import Role
from suggestions.models import Instruction, Uptake
from suggestions.upward.states import InstructionState, UptakeState
from weijianyi.notices.audience import Audience


def current_posts():
    return Post.objects.current(timezone.localdate()).with_hat()


def owner(instruction, event):
    return current_posts().filter(pk=instruction.owner_id)


def editors(noun, event):
    return current_posts().filter(organisation_id=noun.organisation_id, role=Role.EDITOR)


def leaders(noun, event):
    return current_posts().filter(organisation_id=noun.organisation_id, role=Role.LEADER)


def proposer(uptake, event):
    return current_posts().filter(pk=uptake.proposed_by_id)


def while_in(*states):
    return lambda noun, event: noun.state in states and getattr(noun, "voided_at", None) is None


FOLLOWING = while_in(InstructionState.FOLLOWING)
TOLD = {
    "instruction.assign": (Audience(owner, "suggestions_instruction_task", FOLLOWING),),
    "instruction.reopen": (Audience(owner, "suggestions_instruction_task", FOLLOWING),),
    "instruction.remind": (Audience(owner, "suggestions_instruction_due", FOLLOWING),),
    "instruction.finish": (
        Audience(editors, "suggestions_instruction_done", while_in(InstructionState.DONE)),
    ),
    "uptake.propose_uptake": (
        Audience(leaders, "suggestions_uptake_propose", while_in(UptakeState.PROPOSED)),
    ),
    "uptake.approve": (Audience(proposer, "suggestions_uptake_approve", while_in(UptakeState.APPROVED)),),
    "uptake.drop": (Audience(proposer, "suggestions_uptake_drop", while_in(UptakeState.DROPPED)),),
}
NOUNS = (Instruction, Uptake)


def words(subject, event):
    """What the texts may name: the number of what it is about, the day it is due."""
    if isinstance(subject, Uptake):
        return {"name": str(subject.form), "due": subject.planned_on}
    return {"name": subject.subject_number, "due": subject.due_on}
