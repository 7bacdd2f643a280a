"""Settings of proposals alone."""

PROPOSALS = (
    ("proposal_title_max", "提案案由字数上限", "案由最多多少字，不超过 60。", 50, "integer"),
    (
        "collective_seal_kinds",
        "须附盖章件的集体",
        "列出的集体，提交提案时须附盖章或召集人签字的扫描件。",
        [],
        "codes",
        "本系统默认，待确认",
        (
            ("party", "民主党派"), ("people", "人民团体"), ("committee", "专门委员会"), ("sector", "界别"),
            ("group", "委员小组"), ("township", "镇街联络组"),
        ),
    ),
)  # fmt: skip
