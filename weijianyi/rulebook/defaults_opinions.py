"""Settings about residents' opinions and fixed contacts, whole numbers all of them: key, label, help, value."""

OPINIONS = (
    (
        "fixed_contacts_keep_days",
        "离任后固定联系保存天数",
        "委员离任几天后，删除其登记的固定联系。",
        90,
    ),
    ("privacy_version", "个人信息告知书版本", "改了告知书的文字，就加一；每件群众意见记下提交时的版本。", 1),
    ("opinion_keep_days", "群众意见保存天数", "收到以后几天删除联系方式和内容；收集时写明到期日。", 365),
    ("opinion_suspect_days", "可疑来件保存天数", "没有人收下的可疑来件，几天后删除。", 30),
    ("opinion_close_days", "群众意见自动办结天数", "解释或答复以后，群众几天没有异议的自动办结。", 15),
    (
        "opinion_visit_photos",
        "转成建议前的现场照片",
        "转成建议以前，现场核实至少有几张照片；不要求的写 0。",
        1,
    ),
    ("opinion_quick_seconds", "可疑：打开后几秒内提交", "打开不到几秒就提交的，放在可疑里。", 3),
    ("opinion_address_limit", "可疑：同一网络十分钟件数", "同一网络十分钟超过几件的，放在可疑里。", 60),
    ("opinion_studio_limit", "可疑：一个工作室十分钟件数", "一个工作室十分钟超过几件的，放在可疑里。", 120),
    ("opinion_site_limit", "可疑：全站十分钟件数", "全站十分钟超过几件的，放在可疑里。", 600),
    (
        "opinion_alike_limit",
        "可疑：十分钟内相同内容",
        "一个工作室十分钟内已有几件相近内容的，再来的放在可疑里。",
        5,
    ),
)
