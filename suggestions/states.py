"""Kind and State of items, labels per audience, which states each kind may have; groups used by queries."""

from django.db import models


class Kind(models.TextChoices):
    SUGGESTION = "suggestion", "微建议"
    PROPOSAL = "proposal", "提案"
    REPORT = "report", "社情民意"
    INQUIRY = "inquiry", "问询来信"


class State(models.TextChoices):
    DRAFT = "draft", "草稿"
    COSIGNING = "cosigning", "联名中"
    SUBMITTED = "submitted", "待审核"
    RETURNED = "returned", "退回修改"
    CONSULTING = "consulting", "会商"
    IN_REVIEW = "in_review", "审查中"
    EDITING = "editing", "编辑中"
    ACCEPTED = "accepted", "已受理，待交办"
    DECLINED = "declined", "不予受理"
    PASSED_ON = "passed_on", "已转出"
    ADOPTED = "adopted", "采用"
    HANDLING = "handling", "办理中"
    ANSWERED = "answered", "待评价"
    CLOSED = "closed", "办结"
    WITHDRAWN = "withdrawn", "已撤回"


class LinkKind(models.TextChoices):
    CONVERTED = "converted", "转为"
    MERGED = "merged", "并入"
    PASSED_UP = "passed_up", "上报"
    PASSED_DOWN = "passed_down", "下转"
    FOLLOWED_UP = "followed_up", "转办"
    REPORTED_UP = "reported_up", "报送"


class Complexity(models.TextChoices):
    URGENT = "urgent", "紧急"
    NORMAL = "normal", "一般"
    COMPLEX = "complex", "复杂"


class SignerState(models.TextChoices):
    INVITED = "invited", "待确认"
    SIGNED = "signed", "已署名"
    DECLINED = "declined", "未同意"
    LAPSED = "lapsed", "逾期未复"


class Outcome(models.TextChoices):
    """What a review came to; rows, not states."""

    CONSULT = "consult", "会商"
    RETURN = "return", "退回修改"
    DECLINE = "decline", "不予受理"
    ACCEPT = "accept", "通过"
    CONVERT = "convert", "转为其他类型"
    MERGE = "merge", "合并"
    PASS = "pass", "流转"
    EDIT = "edit", "编辑"
    READ = "read", "审读"
    REMARK = "remark", "点评"


class ProposerType(models.TextChoices):
    """Who a proposal comes from (domain.md §3.1)."""

    INDIVIDUAL = "individual", "委员个人"
    JOINT = "joint", "委员联名"
    PARTY = "party", "党派"
    PEOPLE = "people", "人民团体"
    SECTOR = "sector", "界别"
    GROUP = "group", "委员小组"
    COMMITTEE = "committee", "专门委员会"


class TimeMark(models.TextChoices):
    PLENARY = "plenary", "大会提案"
    REGULAR = "regular", "平时提案"


class Secrecy(models.TextChoices):
    """How far a report or an issue may travel; a label of handling, not a state secret."""

    OPEN = "open", "公开"
    INTERNAL = "internal", "内部"
    SENSITIVE = "sensitive", "敏感"


class BriefState(models.TextChoices):
    DRAFT = "draft", "起草"
    CHECKING = "checking", "待核稿"
    SIGNING = "signing", "待签发"
    ISSUED = "issued", "已编发"
    WITHDRAWN = "withdrawn", "已撤回"


PASSED = (LinkKind.PASSED_UP, LinkKind.PASSED_DOWN)  # from one organisation to another
PERSONAL = frozenset({ProposerType.INDIVIDUAL, ProposerType.JOINT})  # all others are 集体提案

S = State
ALLOWED = {
    Kind.SUGGESTION: (
        S.DRAFT, S.SUBMITTED, S.RETURNED, S.CONSULTING, S.ACCEPTED, S.DECLINED, S.PASSED_ON,
        S.HANDLING, S.ANSWERED, S.CLOSED, S.WITHDRAWN,
    ),
    Kind.PROPOSAL: (
        S.DRAFT, S.COSIGNING, S.SUBMITTED, S.RETURNED, S.IN_REVIEW, S.ACCEPTED, S.DECLINED, S.PASSED_ON,
        S.HANDLING, S.ANSWERED, S.CLOSED, S.WITHDRAWN,
    ),
    Kind.REPORT: (
        S.DRAFT, S.SUBMITTED, S.RETURNED, S.EDITING, S.ADOPTED, S.DECLINED, S.PASSED_ON, S.WITHDRAWN,
    ),
    Kind.INQUIRY: (S.ACCEPTED, S.HANDLING, S.ANSWERED, S.CLOSED, S.WITHDRAWN),
}  # fmt: skip

UNSENT = frozenset({S.DRAFT, S.COSIGNING})
WITH_AUTHOR = frozenset({S.DRAFT, S.COSIGNING, S.RETURNED})
UNDER_REVIEW = frozenset({S.SUBMITTED, S.CONSULTING, S.IN_REVIEW, S.EDITING})
DISPATCHED = frozenset({S.HANDLING, S.ANSWERED, S.CLOSED})
ENDED = frozenset({S.DECLINED, S.CLOSED, S.WITHDRAWN, S.ADOPTED})
OPEN = frozenset(S) - ENDED - UNSENT

TONES = {
    S.DRAFT: "", S.COSIGNING: "wait", S.SUBMITTED: "wait", S.RETURNED: "wait", S.CONSULTING: "wait",
    S.IN_REVIEW: "wait", S.EDITING: "do", S.ACCEPTED: "do", S.DECLINED: "", S.PASSED_ON: "", S.ADOPTED: "ok",
    S.HANDLING: "do", S.ANSWERED: "rate", S.CLOSED: "ok", S.WITHDRAWN: "",
}  # fmt: skip
ICONS = {
    S.SUBMITTED: "clock", S.RETURNED: "arrow-back-up", S.CONSULTING: "users", S.HANDLING: "progress",
    S.ACCEPTED: "progress", S.ANSWERED: "star", S.CLOSED: "check", S.ADOPTED: "check",
}  # fmt: skip
# Words of one audience where they differ from the common label.
AUTHOR_WORDS = {S.RETURNED: "请您补充", S.ANSWERED: "待您评价", S.CLOSED: "已办结"}
PROPOSAL_WORDS = {S.ACCEPTED: "已立案", S.DECLINED: "不予立案", S.WITHDRAWN: "已撤案"}
REPORT_WORDS = {S.DECLINED: "未采用"}
INQUIRY_WORDS = {S.ACCEPTED: "待交办", S.ANSWERED: "待转告"}
KIND_WORDS = {Kind.PROPOSAL: PROPOSAL_WORDS, Kind.REPORT: REPORT_WORDS, Kind.INQUIRY: INQUIRY_WORDS}


def state_word(kind, state, *, own=False):
    """The state of an item of that kind as its author, or anybody else, says it."""
    to_author = AUTHOR_WORDS.get(state) if own else ""
    return str(to_author or KIND_WORDS.get(kind, {}).get(state) or State(state).label)
