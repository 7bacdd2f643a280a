"""The reader's four questions to a reply; all have to be ticked before it goes to the member."""

from django.forms import BooleanField

from weijianyi.stepforms import StepForm

QUESTIONS = {
    "answers": "答所问：逐条回应了委员的建议",
    "evidence": "有佐证：有照片、时间或数据",
    "private": "无隐私：没有不宜公开的个人信息",
    "classed": "分类准确：办理结果与事实相符",
}


class CheckForm(StepForm):
    """A reading aid: what is ticked is not stored."""

    def prepare(self):
        for name, label in QUESTIONS.items():
            self.fields[name] = BooleanField(
                label=label,
                error_messages={"required": f"请核对“{label.split('：')[0]}”；不符合的请退回单位。"},
            )

    def facts(self):
        return {}
