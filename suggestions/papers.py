"""Who may open and add the files of an item."""

from dataclasses import replace

from suggestions import rules
from suggestions.claims import rules as claim_rules
from suggestions.models import ClaimActivity, Instruction, Item, Research, Uptake
from suggestions.proposals import evidence
from suggestions.states import UNSENT, WITH_AUTHOR
from suggestions.upward import rules as upward_rules
from weijianyi import rulebook
from weijianyi.files import access
from weijianyi.files.receive import DEFAULTS


def register():
    access.register(
        Item,
        visible=Item.objects.visible_to,
        may_read=rules.reads_text,
        may_attach=lambda actor, item: item.state in WITH_AUTHOR and rules.edits(actor, item),
        is_draft=lambda item: item.state in UNSENT,
        limits=limits,
    )
    access.register(
        Research,
        visible=Research.objects.visible_to,
        may_read=lambda actor, research: rules.reads_text(actor, research.item),
        may_attach=lambda actor, research: evidence.writes(actor, research.item),
        is_draft=lambda research: research.item.state in UNSENT,
    )
    access.register(
        Instruction,
        visible=Instruction.objects.visible_to,
        may_read=lambda actor, instruction: True,
        may_attach=lambda actor, row: row.voided_at is None and upward_rules.finishes(actor, row),
    )
    access.register(
        Uptake, visible=Uptake.objects.visible_to, may_read=lambda actor, uptake: True,
        may_attach=upward_rules.records,
    )  # fmt: skip
    access.register(
        ClaimActivity,
        visible=ClaimActivity.objects.visible_to,
        may_read=lambda actor, activity: True,
        may_attach=lambda actor, activity: claim_rules.keeps(actor, activity.claim),
        key="pk",
    )


def limits(item):
    """What the organisation allows per item."""
    return replace(DEFAULTS, photos=rulebook.value(item.organisation_id, "photos_max"))
