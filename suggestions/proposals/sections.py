"""The parts a proposal is written in, in any order, each saved by itself."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Section:
    name: str
    label: str
    fields: tuple  # of forms.section.SectionForm, in this order
    guide: str
    required: bool = True  # whether the proposal can be submitted without it


SECTIONS = {
    section.name: section
    for section in (
        Section("title", "案由", ("title",), "一事一案，用一句话说清楚：关于……的建议。"),
        Section("situation", "情况", ("situation",), "写调研到的事实和数据：在哪里、有多少、影响到谁。"),
        Section("analysis", "分析", ("analysis",), "为什么会这样：政策、体制、投入、管理上的原因。", required=False),
        Section("advice", "建议", ("advice",), "请谁做什么，具体、可行，分条写。"),
        Section(
            "authors", "联名与附件", ("entered_from", "scans", "documents"), "邀请委员联名，添加调研报告等附件。",
            required=False,
        ),
        Section(
            "wishes", "办理意向与公开",
            ("category", "wished_unit", "wished_assist", "found_via", "open_consent", "closed_reason"),
            "希望哪些单位办理，办理结果可不可以公开。",
        ),
    )
}  # fmt: skip
BODY = ("situation", "analysis", "advice")


def after(name):
    """The name of the section that follows, or None after the last."""
    names = list(SECTIONS)
    place = names.index(name) + 1
    return names[place] if place < len(names) else None
