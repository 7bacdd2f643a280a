"""The style guide: every component from the real templates, with made-up matter."""

from datetime import datetime, timedelta

from django import forms as django_forms
from django.conf import settings
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from weijianyi import forms

TODAY = datetime(2025, 11, 19, 9, 14, tzinfo=timezone.get_fixed_timezone(480))
GRADES = [("satisfied", "满意"), ("mostly", "基本满意"), ("dissatisfied", "不满意")]
RESULTS = [("A", "A 已解决或已采纳"), ("B", "B 列入计划"), ("C", "C 暂不具备条件")]
HINTS = {
    "A": "问题已经办好，有照片或文件佐证",
    "B": "须写明完成时间，到期自动“回头看”",
    "C": "须说明政策依据或客观原因",
}


class Sample(forms.Form):
    """One field of each kind."""

    kind = django_forms.ChoiceField(
        label="类型", choices=[("s", "微建议"), ("p", "提案"), ("r", "社情民意")], widget=forms.Segmented
    )
    title = django_forms.CharField(label="标题", help_text="一句话说清楚一件事", max_length=30)
    place = django_forms.ChoiceField(label="在哪里", choices=[("", "请选择街道"), ("x", "大安区 西外街街道")])
    problem = django_forms.CharField(
        label="有什么问题", widget=forms.Text(limit=200, advice="说清楚人、地、事即可")
    )
    result = django_forms.ChoiceField(
        label="办理结果", choices=RESULTS, widget=forms.Choices(hints=HINTS, columns=2)
    )
    met = django_forms.MultipleChoiceField(
        label="受理条件", choices=[("1", "一事一议"), ("2", "地点明确")], widget=forms.Ticks(columns=2)
    )
    due = django_forms.DateField(label="完成时间", required=False, widget=forms.Day)
    grade = django_forms.ChoiceField(label="您对办理情况满意吗", choices=GRADES, widget=forms.Faces)
    claim = django_forms.BooleanField(label="安排委员或专委会领办", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        days = [(3, "3 个工作日"), (5, "5 个工作日"), (7, "10 个工作日")]
        self.fields["due"].widget.chips = [(TODAY.date() + timedelta(n), label) for n, label in days]


class Filter(forms.Form):
    """Fields of a list's filter."""

    q = django_forms.CharField(label="编号、标题或姓名", required=False)
    kind = django_forms.ChoiceField(label="类型", choices=[("", "全部类型"), ("s", "微建议")], required=False)


def events():
    rows = [
        (0, "请您评价", "", "提案委核对答复后转您，已发短信", "", "rate", "star"),
        (1, "市城管局答复", "", "用时 1 个工作日，期限 5 个工作日", "", "ok", "message-reply"),
        (26, "办前沟通", "", "", "李强电话联系委员，约定次日上午现场查看。", "ok", "phone"),
        (50, "交办", "唐静", "审核通过并交办，承办单位 09:40 签收", "", "do", "send"),
        (80, "提交", "周敏", "通过手机提交，附照片 2 张", "", "", "pencil"),
    ]
    names = ("title", "who", "note", "text", "tone", "icon")
    return [dict(zip(names, row, strict=True), at=TODAY - timedelta(hours=hours)) for hours, *row in rows]


def stages(now, state="cur"):
    labels = ["提交", "审核", "交办", "答复", "评价"]
    notes = ["11-17", "11-19", "11-19", "11-20", "11-27 前"]
    marks = ["on"] * (now - 1) + [state] + [""] * (5 - now)
    pairs = zip(labels, notes, marks, strict=True)
    return [{"label": label, "note": note if mark else "", "state": mark} for label, note, mark in pairs]


def columns_and_rows():
    columns = [{"label": "单位"}, {"label": "交办", "r": True}, {"label": "超期", "r": True}]
    units = [("市城管和综合执法局", 62, 1), ("市交警支队", 33, 2), ("市教育局", 21, 0)]
    rows = [
        [
            {"text": unit, "url": "#"},
            {"text": given, "label": "交办", "r": True},
            {"text": late, "label": "超期", "r": True, "tone": "bad" if late > 1 else ""},
        ]
        for unit, given, late in units
    ]
    return {"columns": columns, "rows": rows}


def lists():
    return {
        "trail": [("待办", "#")],
        "tabs": [
            {"label": "待审", "url": "#", "current": True, "count": 14, "hot": True, "key": "1"},
            {"label": "会商", "url": "#", "count": 3, "key": "2"},
            {"label": "补充再审", "url": "#", "count": 2, "key": "3"},
            {"label": "县区上报", "url": "#", "count": 0, "key": "4"},
        ],
        "chips": [
            {"label": label, "url": "#", "current": label == "全年"} for label in ("本月", "本季", "全年")
        ],
        "steps": [
            {"label": "通过并交办", "url": "#", "tone": "p", "icon": "send", "key": "a"},
            {"label": "请补充", "url": "#", "key": "r"},
            {"label": "会商", "url": "#", "key": "d"},
            {"label": "不受理", "url": "#", "tone": "w", "key": "n"},
            {"label": "申请延期", "url": "#", "why": "已经到期，不能再申请延期。请直接答复或联系提案委。"},
        ],
        "bars": [{"label": word, "value": n, "url": "#"} for word, n in (("市容绿化", 58), ("交通出行", 49))],
        "facts": [("提出人", "周敏委员（医卫界）"), ("提交时间", "11月17日 19:32"), ("联名", "")],
        "job": [{"label": "汇总承办单位", "state": "on"}, {"label": "生成文件", "state": "cur"}],
        "keys": [("J", "下一件"), ("K", "上一件"), ("A", "通过并交办"), ("?", "这张表")],
        "marks": ["on", "on", "on", "cur", ""],
        "queue": ["修剪西外街四公司家属区旁大树", "推行二手房“带押过户”登记", "燃气缴费开通线上电子发票"],
    }


@require_safe
def styleguide(request):
    """GET only shows; nothing on this page changes anything."""
    bad = Sample({"title": "", "problem": "太短", "kind": "s"})
    lines = (settings.BASE_DIR / "static" / "icons.txt").read_text("utf-8").split()
    icons = [line.partition("=")[0] for line in lines]
    return render(
        request,
        "styleguide.html",
        {"sample": Sample(), "bad": bad, "filter": Filter(), "icons": icons, "now": TODAY, "events": events()}
        | {"stages": stages(5), "stages_late": stages(4, "late"), "sheet": columns_and_rows()}
        | lists(),
    )
