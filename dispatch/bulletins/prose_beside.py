"""The words beside 微建议: proposals, 社情民意, studios and the hotline; what was nothing is said in one sentence."""

from dispatch.bulletins.words import changes, points, share


class Part:
    """One part of the figures under short names."""

    def __init__(self, found):
        self.counts, self.rates = found["counts"], found["rates"]

    def n(self, key):
        return self.counts[key]["now"]

    def changes(self, key):
        return changes(self.counts[key])

    def rate(self, key):
        return share(self.rates[key]) + points(self.rates[key])


def part(f, name):
    found = f.data.get("beside", {}).get(name)
    return Part(found) if found else None


def proposals(f):
    p = part(f, "proposals")
    if p is None:
        return ""
    if not p.n("submitted") and not p.n("desk_answered"):
        return f"{f.this}没有收到提案，也没有答复提案。"
    merged = f"（其中并案 {p.n('filed_by_merging')} 件）" if p.n("filed_by_merging") else ""
    text = f"{f.this}收到提案 {p.n('submitted')} 件{p.changes('submitted')}，立案 {p.n('filed')} 件{merged}，"
    text += f"{p.rate('filing_rate')}；集体提案 {p.n('collective')} 件。"
    text += f"交办 {p.n('dispatched')} 件，已答复 {p.n('replied')} 件，{p.rate('reply_rate')}；"
    text += f"{share(p.rates['on_time_rate'])}，{share(p.rates['face_rate'])}。"
    return text + f"{p.rate('satisfaction')}，{share(p.rates['solved_rate'])}。"


def reports(f):
    p = part(f, "reports")
    if p is None:
        return ""
    if not any(p.n(key) for key in p.counts):
        return f"{f.this}没有收到社情民意信息，也没有编发、上报和转办。"
    text = (
        f"{f.this}收到社情民意信息 {p.n('received')} 条{p.changes('received')}，其中采用 {p.n('used')} 条，"
    )
    text += f"{p.rate('adoption_rate')}。编发 {p.n('issues')} 期，上报 {p.n('sent_above')} 件，"
    text += (
        f"上级采用 {p.n('adopted_above')} 件；领导批示 {p.n('instructed')} 件、{p.n('instructions')} 人次。"
    )
    if not p.n("forwarded"):
        return text + "没有转承办单位办理的。"
    return (
        text + f"转承办单位 {p.n('forwarded')} 件，已反馈 {p.n('fed_back')} 件，{p.rate('feedback_rate')}。"
    )


def studios(f):
    """Residents' opinions, and beside them what the hotline does."""
    p = part(f, "studios")
    return opinions(f, p) + hotline(f) if p else ""


def opinions(f, p):
    if not p.n("received"):
        return f"{f.this}委员工作室没有收到群众意见。"
    text = f"{f.this}委员工作室收到群众意见 {p.n('received')} 件{p.changes('received')}，"
    text += (
        f"其中网上收到 {p.n('online')} 件；反映和处理 {p.n('handled')} 件，{share(p.rates['handled_rate'])}；"
    )
    text += f"推动解决 {p.n('solved')} 件，{share(p.rates['solved_rate'])}。"
    return text + f"问部门 {p.n('asked')} 件，转成建议 {p.n('turned')} 件，还没有处理 {p.n('waiting')} 件。"


def hotline(f):
    if "hotline_offered" not in f.counts:
        return ""
    late = f"超期未复 {f.n('hotline_overdue')} 件" if f.n("hotline_overdue") else "没有超期未复的"
    if not f.n("hotline_offered"):
        return f"没有新转热线办理的微建议，热线{late}。"
    text = f"转热线办理微建议 {f.n('hotline_offered')} 件，已答复 {f.n('hotline_replied')} 件，"
    return text + f"{share(f.rates['hotline_rate'])}，{late}。"


MAKERS = {"proposals": proposals, "reports": reports, "studios": studios}
