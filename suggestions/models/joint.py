"""JointDrafting: steps of a collective's proposal while several people write it; mixin of Proposal."""

from django.core.exceptions import ValidationError

from suggestions import rules
from suggestions.states import WITH_AUTHOR
from suggestions.topics import naming
from weijianyi.workflow import guard, step


@guard("还没有请人参加起草。")
def has_drafters(item):
    return any(d.released_at is None for d in item.drafters.all())


class JointDrafting:
    """The state stays: who works on the text is rows."""

    @step(
        "请人参加起草", done="请人参加起草", who=rules.names_drafters, source=sorted(WITH_AUTHOR),
        form="suggestions.forms.drafters.NameDrafterForm", rows=naming.name, rows_note="起草人和分工",
        icon="user-plus", help="参加起草的委员可以打开文稿、存下自己的修改稿，不能提交。",
    )  # fmt: skip
    def name_drafter(self, *, actor, at, member, role):
        if member.organisation_id != self.organisation_id:
            raise ValidationError({"member": "请选择本组织的委员。"})

    @step(
        "调整起草人", done="调整起草人", who=rules.names_drafters, source=sorted(WITH_AUTHOR),
        form="suggestions.forms.drafters.ReleaseDrafterForm", guards=[has_drafters], rows=naming.release,
        rows_note="不再参加起草", icon="user-off",
    )  # fmt: skip
    def release_drafter(self, *, actor, at, drafter):
        if drafter.item_id != self.pk or drafter.released_at:
            raise ValidationError({"drafter": "请选择现在参加起草的委员。"})
