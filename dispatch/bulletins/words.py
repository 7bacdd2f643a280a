"""How a bulletin says numbers: comparisons, shares with what they are made of, periods; a dash is said in words."""

from dispatch.bulletins.states import BulletinKind

NOTHING = "—"
QUARTERS = "一二三四"
HALVES = ("上半年", "下半年")


def period_name(kind, first):
    """2026年第三季度, 2026年上半年, 2026年10月, 2026年"""
    if kind == BulletinKind.MONTH:
        return f"{first.year}年{first.month}月"
    if kind == BulletinKind.QUARTER:
        return f"{first.year}年第{QUARTERS[(first.month - 1) // 3]}季度"
    if kind == BulletinKind.HALF:
        return f"{first.year}年{HALVES[first.month > 6]}"
    return f"{first.year}年"


THIS = {
    BulletinKind.MONTH: "本月", BulletinKind.QUARTER: "本季度", BulletinKind.HALF: "本半年",
    BulletinKind.YEAR: "本年度",
}  # fmt: skip


def title_of(kind, first):
    name = period_name(kind, first)
    return {
        BulletinKind.MONTH: f"{name}微建议工作调度表",
        BulletinKind.QUARTER: f"关于{name}微建议工作情况的通报",
        BulletinKind.HALF: f"关于{name}微建议工作评比情况的通报",
        BulletinKind.YEAR: f"关于{name}微建议办理情况的通报",
    }[kind]


def moment(at):
    """9月30日17时, 9月30日17时30分, or 9月30日 where the day is counted to its end."""
    if (at.hour, at.minute) == (23, 59):
        return f"{at.month}月{at.day}日"
    minutes = f"{at.minute}分" if at.minute else ""
    return f"{at.month}月{at.day}日{at.hour}时{minutes}"


def change(word, now, then):
    """环比增长 12.5%; one from nothing, or to the same, is said so; "" where there is nothing to compare with."""
    if then is None:
        return ""
    if now == then:
        return f"{word}持平"
    more = "增" if now > then else "减"
    if not then:
        return (
            f"{word}增加 {now} 件（上期没有）" if word == "环比" else f"{word}增加 {now} 件（上年同期没有）"
        )
    verb = "增长" if more == "增" else "下降"
    return f"{word}{verb} {abs(now - then) / then * 100:.1f}%"


def changes(count):
    """“，环比…，同比…” of one count."""
    parts = [change("环比", count["now"], count["before"]), change("同比", count["now"], count["year"])]
    return "".join(f"，{part}" for part in parts if part)


def points(rate):
    """“，比上期提高 3.2 个百分点”; "" where one of the two has no denominator."""
    if NOTHING in (rate["value"], rate["before"]):
        return ""
    apart = round(float(rate["value"]) - float(rate["before"]), 1)
    if not apart:
        return "，与上期持平"
    return f"，比上期{'提高' if apart > 0 else '下降'} {abs(apart):.1f} 个百分点"


def share(rate, made=True):
    """办复率 82.6%（119/144）; without a denominator “办复率不计算”."""
    if rate["value"] == NOTHING:
        return f"{rate['label']}不计算（没有可以计算的件）"
    parts = f"（{rate['over']}/{rate['under']}）" if made else ""
    return f"{rate['label']} {rate['value']}%{parts}"


def named(rows, most=3):
    """A、B 和 C"""
    names = [row["name"] for row in rows[:most]]
    return names[0] if len(names) == 1 else "、".join(names[:-1]) + f"和{names[-1]}" if names else ""
