"""通报, 月调度表 and 优秀案例: what their Word files may say."""

from django.utils import timezone

from dispatch.bulletins import reading
from dispatch.bulletins.states import RED
from dispatch.letters.facts import suggestion
from dispatch.letters.facts.words import SAMPLE_PARTS, day, maker, office_name
from dispatch.letters.word.tables import drawn
from suggestions.states import BriefState

SAMPLE = drawn(
    [("名次", True, 8), ("单位", False, 30), ("交办", True, 10), ("办复率（%）", True, 12)],
    [["1", "市城管局", "24", "100.0"], ["2", "市交通局", "12", "91.7"], ["—", "市水务局", "1", "0.0"]],
)
PARTS = [part | {"tables": []} for part in SAMPLE_PARTS]
PARTS[0] = PARTS[0] | {"tables": [{"caption": "表1　各界别提交情况", "body": SAMPLE, "note": ""}]}
COMMON = {
    "office": ("发文机关", "政协云江市委员会办公室"),
    "title": ("标题", "关于2026年第三季度微建议工作情况的通报"),
    "date": ("签发日期；还没有签发的为当天", "2026年10月9日"),
    "parts": (
        "各节：part.heading 标题、part.text 文字、part.tables 竖排的表（table.caption、table.body、table.note）", PARTS,
    ),
}  # fmt: skip
FACTS = COMMON | {
    "head": ("红头", "政协云江市委员会办公室文件"),
    "number": ("发文字号；还没有签发的为送审稿", "云政协办〔2026〕12号"),
    "mains": ("主送，用逗号隔开", "各县市区政协，市政协各专委会，各承办单位"),
    "copies": ("抄送，用逗号隔开", "市委办公室，市政府办公室，市政府督查室"),
    "wide": ("横排的表，同 part.tables", [{"caption": "表5　承办单位办理情况", "body": SAMPLE, "note": ""}]),
}
MONTH_FACTS = COMMON | {"office": ("编制单位", "政协云江市委员会办公室")}
CASE_FACTS = {
    "office": ("发文机关", "政协云江市委员会"),
    "title": ("案例标题", "路灯亮起来，夜路不再怕"),
    "half": ("评比期", "2026年上半年"),
    "background": ("背景", "某委员反映，红旗路16号院外三盏路灯不亮，老人夜间出行不便。"),
    "handling": ("办理", "承办单位当日到场，与委员一起查看，更换灯具3套。"),
    "effect": ("成效", "路灯恢复照明，周边12户居民出行方便，委员评价满意。"),
    "unit": ("承办单位", "市城管局"),
    "photo_before": ("办理前的照片", ""),
    "photo_after": ("办理后的照片", ""),
}


def facts(bulletin, *, public=False):
    """`bulletin` with organisation and posts read along."""
    found, wide = reading.parts(bulletin, public=public), []
    parts = []
    for part in found:
        wide += [shape(t) for t in part["tables"] if t["wide"]]
        narrow = [shape(t) for t in part["tables"] if not t["wide"]]
        parts.append({"heading": part["heading"], "text": part["text"], "tables": narrow})
    words = reading.head_words(bulletin, public=public)
    values = {
        "office": maker(bulletin.organisation), "title": words["title"], "parts": parts,
        "date": day(bulletin.issued_at or timezone.now()),
    }  # fmt: skip
    if bulletin.kind not in RED:
        return values
    return values | {
        "head": reading.head_of(bulletin.organisation), "number": number(bulletin), "wide": wide,
        "mains": "，".join(words["mains"]), "copies": "，".join(words["copies"]),
    }  # fmt: skip


def shape(table):
    columns = [(c.label, c.number, c.width) for c in table["columns"]]
    note = f"不足{table['least']}件的列在后面，不参加排名。" if table["few"] else ""
    note += "划去的列在最后，没有名次，写明理由。" if table["struck"] else ""
    body = drawn(columns, table["lines"], bands=table["bands"], wide=table["wide"])
    return {"caption": table["caption"], "body": body, "note": note}


def number(bulletin):
    if not bulletin.number:
        return "送审稿"
    return bulletin.reference + ("（已撤回）" if bulletin.state == BriefState.WITHDRAWN else "")


def case_facts(case, document, photos):
    return {
        "office": office_name(case.organisation), "title": case.title,
        "half": f"{case.year}年{case.get_half_display()}",
        "background": case.background, "handling": case.handling, "effect": case.effect,
        "unit": case.desk.department.name,
    } | suggestion.placed(photos, document)  # fmt: skip
