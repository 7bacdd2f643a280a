"""The words of each section, made from the figures; whoever edits them keeps the own text."""

from datetime import datetime

from django.utils import timezone

from dispatch.bulletins import prose_beside
from dispatch.bulletins.states import BulletinKind
from dispatch.bulletins.words import THIS, changes, moment, named, period_name, points, share


def written(bulletin):
    """{section: text} of a bulletin whose figures are made."""
    return {section: make(Facts(bulletin)).strip() for section, make in MAKERS.items()}


class Facts:
    """The figures of one bulletin under short names."""

    def __init__(self, bulletin):
        self.bulletin, self.data = bulletin, bulletin.figures
        self.kind = BulletinKind(bulletin.kind)
        self.counts, self.rates, self.tables = self.data["counts"], self.data["rates"], self.data["tables"]
        self.this = THIS[self.kind]
        self.cutoff = timezone.localtime(datetime.fromisoformat(self.data["cutoff"]))

    def n(self, key):
        return self.counts[key]["now"]

    def rate(self, key):
        """With what it is made of and how far it is from the period before."""
        return share(self.rates[key]) + points(self.rates[key])

    def rows(self, table):
        return self.tables.get(table, {}).get("rows", [])

    def ranks(self, table):
        """The first places, unless all have the same value: then nobody leads."""
        rows = self.rows(table)
        return [row for row in rows if row["place"] <= 3] if rows and rows[-1]["place"] > 1 else []


def lead(f):
    name = period_name(f.kind, f.bulletin.first)
    until = f"数据截至{f.cutoff.year}年{moment(f.cutoff)}"
    if f.kind == BulletinKind.MONTH:
        return f"{name}微建议办理进度列后，供调度使用。{until}。"
    basis = "“一月一调度、一季一通报、半年一评比”工作安排"
    return (
        f"根据{basis}，现将{name}微建议工作情况通报如下（{until}；范围为本级，不含其他政协组织转入的事项）。"
    )


def overall(f):
    text = (
        f"{f.this}，委员共提交微建议 {f.n('submitted')} 件{changes(f.counts['submitted'])}。"
        f"受理 {f.n('accepted')} 件{changes(f.counts['accepted'])}，{declined(f)}{share(f.rates['accept_rate'])}。"
    )
    handed = f"交办承办单位 {f.n('dispatched')} 件{changes(f.counts['dispatched'])}"
    if f.n("passed_out"):
        handed += f"，转出其他政协组织 {f.n('passed_out')} 件"
    text += f"{handed}；受理当天交办 {f.n('same_day')} 件。"
    text += f"{f.this}交办的，已答复 {f.n('replied')} 件，{f.rate('reply_rate')}。"
    text += f"{f.this}办结 {f.n('closed')} 件{changes(f.counts['closed'])}。"
    came = [
        f"{word}转来 {f.n(key)} 件"
        for key, word in (("from_above", "上级"), ("from_below", "下级"))
        if f.n(key)
    ]
    return text + (f"另有{'、'.join(came)}，不计入本级提交。" if came else "")


def declined(f):
    parts = []
    if f.n("declined"):
        parts.append(f"不予受理 {f.n('declined')} 件，")
    if f.n("turned"):
        parts.append(f"转为提案或社情民意 {f.n('turned')} 件，")
    return "".join(parts)


def backlog(f):
    review = f.data["review"]
    waiting = f"待审 {review['waiting']} 件" if review["waiting"] else "待审清零"
    late = f"，其中超过审核期限 {review['late']} 件" if review["late"] else ""
    soon = len(f.rows("due_soon"))
    near = f"，即将到期 {soon} 件" if "due_soon" in f.tables else ""
    return f"在办 {f.n('open')} 件；{waiting}{late}。承办单位超期未复 {f.n('overdue')} 件{near}。"


def submission(f):
    text = f"{f.this}提交的微建议中，已受理 {f.n('accepted')} 件。" if not f.tables else ""
    if not f.n("submitted"):
        return f"{f.this}没有收到微建议。"
    for table, word in GROUPS:
        first = f.ranks(table)
        if first:
            text += f"按{word}统计，提交较多的是{named(first)}。"
    if f.rows("members"):
        text += f"受理件数较多的委员列表 {len(f.rows('members'))} 名，件数相同的同名次。"
    text += "".join(quiet(f, table, word) for table, word in GROUPS)
    least = f.data["least"]
    return text + f"提交不足 {least} 件的另列，不参加排名。"


GROUPS = (("sectors", "界别"), ("committees", "专委会"), ("counties", "县市区"))


def quiet(f, table, word):
    """How many handed in nothing: a number, never a list of names in the text."""
    rows = [*f.rows(table), *f.tables.get(table, {}).get("few", [])]
    none = sum(1 for row in rows if not row["submitted"])
    if not none:
        return ""
    return f"{word}都没有提交。" if none == len(rows) else f"{len(rows)} 个{word}中 {none} 个没有提交。"


def handling(f):
    text = f"{f.this}没有交办承办单位的件。"
    if f.n("desk_offered"):
        text = f"{f.this}交办承办单位的主办、独办、分办件共 {f.n('desk_offered')} 件，"
        text += f"已首次答复 {f.n('desk_replied')} 件。"
    due = f"{f.this}到期应答复 {f.n('desk_due')} 件，{f.rate('on_time_rate')}。"
    text += due if f.n("desk_due") else f"{f.this}没有到期应答复的件，按时办复率不计算。"
    mean, median = f.data["days"]["mean_days"], f.data["days"]["median_days"]
    if mean != "—":
        text += f"从交办到首次答复平均 {mean} 个工作日，中位 {median} 个工作日。"
    if f.data["classes"]:
        whole = sum(n for _, n in f.data["classes"])
        parts = "，".join(f"{label} {n} 件，占 {n / whole * 100:.1f}%" for label, n in f.data["classes"])
        text += f"{f.this}首次答复的交办件，办理结果为：{parts}。"
    late = f.n("overdue")
    text += f"截至统计时，超期未复 {late} 件。" if late else "截至统计时，没有超期未复的交办件。"
    return text + f"承办件数不足 {f.data['least']} 件的单位另列，不参加排名。"


def satisfaction(f):
    text = f"{f.this}没有收到办理结果评价；{f.rate('satisfaction')}，{share(f.rates['solved_rate'])}。"
    if f.n("rated"):
        text = f"{f.this}收到办理结果评价 {f.n('rated')} 份，其中满意 {f.n('grade_satisfied')} 份、"
        text += f"基本满意 {f.n('grade_mostly')} 份、不满意 {f.n('grade_dissatisfied')} 份；"
        text += f"{f.rate('satisfaction')}，{f.rate('solved_rate')}。"
        text += f"只看第一轮答复，{share(f.rates['first_satisfaction'])}。"
    text += f"评价期满未表态 {f.n('lapsed')} 件，不计入满意率。"
    again = (
        f"经同意重办 {f.n('redone')} 件，{share(f.rates['redo_rate'])}。" if f.n("redone") else "没有重办的。"
    )
    return text + again


def results(f):
    units, people = f.rows("best_units"), f.rows("best_members")
    cases = len(f.data.get("cases", []))
    if not (units or people or cases):
        return f"{f.this}没有达到评比条件的单位和委员。"
    text = "按评比规则计分（质量重于数量，各项权重见口径），"
    text += f"办理工作较好的承办单位有{named(units, 5)}；" if units else ""
    text += f"履职成效较好的委员有{named(people, 10)}；" if people else ""
    return text + (f"评出优秀案例 {cases} 件。" if cases else "优秀案例另行公布。")


def awards(f):
    found = f.data.get("awards", [])
    if not found:
        return f"{f.this}没有公布的评优结果。"
    return "\n".join(f"{row['title']}：{row['names']}。" for row in found)


def cases(f):
    found = f.data.get("cases", [])
    if not found:
        return ""
    return "\n".join(
        f"{number}.{case['title']}。{case['background']}{case['handling']}{case['effect']}"
        for number, case in enumerate(found, 1)
    )


def problems(f):
    found = []
    if f.n("overdue"):
        found.append(f"仍有 {f.n('overdue')} 件交办件超期未复，个别单位办理不够及时")
    if f.n("grade_dissatisfied"):
        found.append(f"委员评价不满意 {f.n('grade_dissatisfied')} 份，有的答复与委员期望还有差距")
    unanswered = f.n("desk_due") - f.n("desk_on_time")
    if unanswered:
        found.append(f"到期应答复的交办件中 {unanswered} 件没有按时答复")
    silent = [row for row in f.tables.get("sectors", {}).get("few", []) if not row["submitted"]]
    if silent:
        found.append(f"有 {len(silent)} 个界别{f.this}没有提交微建议，参与面还不够广")
    if not found:
        return f"{f.this}各项指标正常，没有发现突出问题。"
    marks = "一二三四"
    return "".join(f"{marks[n]}是{text}；" for n, text in enumerate(found))[:-1] + "。"


def demands(f):
    late, review = f.n("overdue"), f.data["review"]["waiting"]
    parts = [
        f"对超期未复的 {late} 件，承办单位要逐件说明原因，抓紧答复" if late else "继续按期签收、办理和答复"
    ]
    if review and f.kind == BulletinKind.MONTH:
        parts.append(f"待审的 {review} 件在下一个审核日集中审核")
    parts.append("办前、办中、办后都要与委员沟通，让答复经得起评价")
    if f.kind != BulletinKind.MONTH:
        parts.append("各界别、专委会要组织委员深入基层，多提务实管用、短期能见效的建议")
    return "；".join(parts) + "。"


MAKERS = {
    "lead": lead, "overall": overall, "backlog": backlog, "submission": submission, "handling": handling,
    "satisfaction": satisfaction, "results": results, "awards": awards, "cases": cases, "problems": problems,
    "demands": demands, **prose_beside.MAKERS,
}  # fmt: skip
