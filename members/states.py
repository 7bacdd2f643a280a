"""Roles, organisation levels and kinds of collectives, with labels; imports nothing of ours."""

from django.db import models


class Level(models.TextChoices):
    PROVINCE = "province", "省级"
    CITY = "city", "市级"
    COUNTY = "county", "县级"


class Role(models.TextChoices):
    MEMBER = "member", "委员"
    OPERATOR = "operator", "集体提案经办人"
    REVIEWER = "reviewer", "提案委工作人员"
    HEAD = "head", "提案委负责人"
    EDITOR = "editor", "信息编辑"
    LEADER = "leader", "领导"
    SUPERVISOR = "supervisor", "督查室"
    HANDLER = "handler", "承办单位经办人"
    UNIT_HEAD = "unit_head", "承办单位分管领导"
    RELAY = "relay", "转办机构"
    LIAISON = "liaison", "工作室联络员"
    INFORMANT = "informant", "信息员"
    ORG_ADMIN = "org_admin", "单位管理员"
    SYS_ADMIN = "sys_admin", "系统管理员"
    AUDITOR = "auditor", "审计员"
    CLIENT = "client", "接口"


# The hat of whoever had a seat and left: no post anybody gives, but what members/hats.py makes of the ended one.
FORMER = "former"
FORMER_LABEL = "离任委员"


class Scope(models.TextChoices):
    """What a key of the interface may be issued for."""

    READ_ITEMS = "read:items", "读取事项"
    READ_DESKS = "read:assignments", "读取交办件和答复"
    WRITE_DESKS = "write:assignments", "签收、记录沟通、申请退办"
    WRITE_REPLIES = "write:replies", "提交并签发答复"


OFFICE = frozenset({Role.REVIEWER, Role.HEAD})
UNIT = frozenset({Role.HANDLER, Role.UNIT_HEAD})
AUTHORS = frozenset({Role.MEMBER, Role.OPERATOR})
# Whoever may write: authors, and informants, who have no seat and write reports only.
WRITERS = AUTHORS | {Role.INFORMANT}
# Whoever may look at what the own name stands under; who left does nothing more than that.
READ_OWN = WRITERS | {FORMER}
# Shared office computers: these posts are signed out early (rulings §10).
SHORT_SESSION = frozenset(Role) - WRITERS


class CollectiveKind(models.TextChoices):
    SECTOR = "sector", "界别"
    COMMITTEE = "committee", "专门委员会"
    PARTY = "party", "民主党派"
    PEOPLE = "people", "人民团体"
    GROUP = "group", "委员小组"
    SECTOR_GROUP = "sgroup", "界别组"
    TOWNSHIP = "township", "镇街联络组"
    EXPERT = "expert", "专业小组"


# Collectives that put forward proposals of their own and have a quota (8 township groups of 福泉 among them);
# the other groups organise members.
PROPOSING = (
    CollectiveKind.SECTOR, CollectiveKind.COMMITTEE, CollectiveKind.PARTY, CollectiveKind.PEOPLE,
    CollectiveKind.GROUP, CollectiveKind.TOWNSHIP,
)  # fmt: skip
GROUPS = (
    CollectiveKind.SECTOR_GROUP, CollectiveKind.TOWNSHIP, CollectiveKind.EXPERT, CollectiveKind.GROUP,
)  # fmt: skip


class Side(models.TextChoices):
    PARTY = "party", "党委系统"
    GOVERNMENT = "government", "政府系统"
    CPPCC = "cppcc", "政协系统"


class StudioLevel(models.TextChoices):
    CITY = "city", "市级"
    COUNTY = "county", "县区级"
    TOWNSHIP = "township", "乡镇街道"
    VILLAGE = "village", "村居"


class DutyState(models.TextChoices):
    OPEN = "open", "缺人"
    PLANNED = "planned", "已排班"
    DONE = "done", "已到岗"
    MISSED = "missed", "缺席"
    CANCELLED = "cancelled", "已取消"


class SwapState(models.TextChoices):
    ASKED = "asked", "待对方答复"
    DONE = "done", "已换班"
    DECLINED = "declined", "对方没有同意"
    WITHDRAWN = "withdrawn", "已收回"
    CANCELLED = "cancelled", "过期失效"


class DutyMode(models.TextChoices):
    ON_SITE = "on_site", "现场"
    ONLINE = "online", "网上"


DUTY_TONES = {"open": "bad", "planned": "do", "done": "ok", "missed": "bad", "cancelled": ""}
DUTY_ICONS = {
    "open": "alert-triangle",
    "planned": "calendar",
    "done": "circle-check",
    "missed": "circle-x",
    "cancelled": "ban",
}
