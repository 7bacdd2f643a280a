"""The reader's four questions to a reply; all have to be ticked before it goes to the member."""

from django.forms import BooleanField, CharField

from weijianyi.forms import Text
from weijianyi.stepforms import EntryField, StepForm

QUESTIONS = {
    "answers": "答所问：逐条回应了委员的建议",
    "evidence": "有佐证：有照片、时间或数据",
    "private": "无隐私：没有不宜公开的个人信息",
    "classed": "分类准确：办理结果与事实相符",
}


class CheckForm(StepForm):
    """What is ticked is a reading aid and not stored; another class is, with its reason."""

    reason = CharField(
        label="改结果的理由",
        widget=Text(rows=2, limit=200),
        max_length=200,
        required=False,
        help_text="改了办理结果才填；单位原来的结果一并保留。",
    )

    def prepare(self):
        if (reply := self.subject.current_reply) and reply.result_class_id:
            self.fields["result_class"] = EntryField(
                self.subject.organisation_id, "result_class", label="核定的办理结果",
                initial=reply.class_now.pk, required=False,
            )  # fmt: skip
        else:
            del self.fields["reason"]
        for name, label in QUESTIONS.items():
            self.fields[name] = BooleanField(
                label=label,
                error_messages={"required": f"请核对“{label.split('：')[0]}”；不符合的请退回单位。"},
            )
        self.order_fields([*QUESTIONS, "result_class", "reason"])

    def facts(self):
        """Nothing where the class stays."""
        chosen, reply = self.cleaned_data.get("result_class"), self.subject.current_reply
        if chosen is None or chosen.pk == reply.class_now.pk:
            return {}
        return {"result_class": chosen, "reason": self.cleaned_data["reason"]}
