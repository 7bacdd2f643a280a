"""Settings of figures and bulletins."""

FIGURES = (
    (
        "satisfaction_of_answered",
        "满意率按全部答复计算",
        "填 1：满意率的分母是已答复的交办件，未评价的留在分母里；填 0：分母是收回的评价。",
        0,
        "integer",
    ),
    (
        "shares_to_100",
        "占比凑足 100%",
        "填 1：各类占比按最大余数调整到合计 100%，并注明；填 0：照常四舍五入。",
        0,
        "integer",
    ),
    ("rate_decimals", "比率的小数位数", "统计里的百分比保留几位小数。", 1, "integer"),
    (
        "unit_min_cases",
        "单位比率的件数下限",
        "交办不足几件的承办单位另列，只列件数，不算比率。",
        3,
        "integer",
    ),
    (
        "bulletin_kinds",
        "编制的通报",
        "期间结束后自动备好初稿的种类。",
        ["month", "quarter", "half", "year"],
        "codes",
        "一月一调度、一季一通报、半年一评比",
        (("month", "月调度表"), ("quarter", "季通报"), ("half", "半年评比通报"), ("year", "年通报")),
    ),
    ("bulletin_near_days", "调度表：即将到期（工作日）", "几个工作日以内到期的列入月调度表。", 5, "integer"),
    ("bulletin_top_members", "通报：委员名次", "委员提交情况表列到第几名。", 20, "integer", "委员前 20 名"),
    ("case_candidates", "优秀案例：候选件数", "每半年按规则列出多少件候选。", 20, "integer"),
    ("half_units", "半年评比：单位名次", "承办单位评比列到第几名。", 3, "integer"),
    ("half_members", "半年评比：委员名次", "委员评比列到第几名。", 10, "integer"),
)
