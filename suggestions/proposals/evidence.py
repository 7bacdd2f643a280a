"""The research behind an item: who enters it, what is shown of it, and that nothing is proposed without it."""

from suggestions import rules
from suggestions.models.draft_version import Drafter, DraftVersion
from suggestions.models.research import Research
from suggestions.states import UNSENT, WITH_AUTHOR, Kind
from weijianyi import rulebook
from weijianyi.files import keeping
from weijianyi.files.models import Attachment
from weijianyi.workflow import guard


def wanted(item):
    """Whether this organisation asks for research behind items of this kind."""
    return item.kind in rulebook.value(item.organisation_id, "research_required")


@guard("还没有登记调研情况。不调研不提出，请至少登记一次调研再提交。")
def researched(item):
    return not wanted(item) or item.research.filter(voided_at=None).exists()


NO_SEAL = "这个集体的提案要附盖章或召集人签字的扫描件，请在“联名与附件”里上传。"


@guard(NO_SEAL)
def sealed(item):
    """党派、团体 sign with name and seal, a 界别 by its convenor; whose paper is asked for is a rule."""
    asked = rulebook.value(item.organisation_id, "collective_seal_kinds")
    first = item.first_author if asked and item.kind == Kind.PROPOSAL else None
    if first is None or first.collective_id is None or first.collective.kind not in asked:
        return True
    return Attachment.objects.of(item).filter(purpose=Attachment.Purpose.SCAN).exists()


def writes(actor, item):
    """Authors and named drafters, while the item is with them."""
    mine = rules.edits(actor, item) or rules.drafts(actor, item)
    return mine and item.state in WITH_AUTHOR and item.voided_at is None


def rows_of(item):
    """The standing rows with their files; two statements."""
    rows = list(item.research.standing().select_related("form"))
    files = {}
    if rows:
        found = Attachment.objects.filter(
            content_type__app_label="suggestions", content_type__model="research", voided_at=None
        )
        for attachment in found.filter(object_id__in=[row.pk for row in rows]):
            files.setdefault(attachment.object_id, []).append(attachment)
    return [(row, files.get(row.pk, [])) for row in rows]


def take_back(research, actor, at):
    """Delete a row of a draft; what was once submitted is only marked."""
    if research.item.state in UNSENT:
        erase(research, actor)
    else:
        research.voided_at, research.voided_by = at, actor.post
        research.save(update_fields=["voided_at", "voided_by"])


def erase(research, actor):
    for attachment in Attachment.objects.of(research):
        keeping.void(attachment, actor)
    research.delete()


def remove(item, actor):
    """With a draft that is deleted goes what was gathered for it."""
    for research in Research.objects.filter(item=item).select_related("item"):
        erase(research, actor)
    Drafter.objects.filter(item=item).delete()
    DraftVersion.objects.filter(item=item).delete()


def carry(item, other):
    """The same words as another kind: what was gathered for them goes along."""
    for model in (Research, Drafter, DraftVersion):
        model.objects.filter(item=item).update(item=other)
