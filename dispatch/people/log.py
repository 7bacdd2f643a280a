"""The auditor's log: who took which step on which number, when; and who signed in. No text, no title, no note."""

from axes.models import AccessLog
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from dispatch.ledgers.columns import Column, fields
from members.models import User
from members.rules import has_role
from members.states import Role
from suggestions.models import Item
from suggestions.states import state_word
from weijianyi.audit.models import Event
from weijianyi.workflow import Forbidden, Stateful

ORDER = ("-pk",)
# Acts on plain records, beside the steps of the machines.
PLAIN = {
    "open_account": "开账号", "add_post": "加岗位", "end_post": "结束岗位", "first_password": "发一次性密码",
    "reset_factor": "重置第二重验证", "unlock": "解除锁定", "disable": "停用账号", "enable": "恢复账号",
    "import_rows": "导入名册", "export_rows": "导出名册", "leave": "委员离任",
    "join": "加入小组", "leave_group": "退出小组", "add_member": "登记委员", "edit_member": "修改委员资料",
    "rename_unit": "单位更名", "merge_unit": "单位合并", "end_term": "换届", "hand_over": "打印移交清单",
    "visit": "登记走访", "void_visit": "走访作废",
    "end_patronage": "包联结束", "export_log": "导出日志",
    "create_organisation": "新建政协组织", "past_item": "补录历史事项",
}  # fmt: skip
PLAIN_NOUNS = (
    "members.user", "members.member", "members.organisation", "members.term", "dispatch.department",
    "dispatch.rosterimport", "members.patronage",
)  # fmt: skip

COLUMNS = tuple(
    Column(key, label, fields(), width=width)
    for key, label, width in (
        ("at", "时间", 18), ("who", "办理人", 16), ("for", "代表", 16), ("step", "办了什么", 22),
        ("thing", "对什么", 26), ("from", "原状态", 14), ("to", "新状态", 14), ("recorded", "录入时间", 18),
    )
)  # fmt: skip


def check_auditor(actor):
    if not has_role(actor, Role.AUDITOR):
        raise Forbidden("日志由审计员查看。")


def machines():
    """Concrete models with steps."""
    return [m for m in apps.get_models() if issubclass(m, Stateful) and not m._meta.proxy]


def steps():
    """[(code, label)] of every step of every noun, the proxies' own words left out."""
    found = dict(PLAIN)
    for model in apps.get_models():
        if issubclass(model, Stateful):
            for name, method in model.steps().items():
                found.setdefault(name, method.step.done)
    return sorted(found.items(), key=lambda row: row[1])


def nouns():
    """[(label of the model, its word)]."""
    models = [*machines(), *(apps.get_model(name) for name in PLAIN_NOUNS)]
    return [(model._meta.label_lower, str(model._meta.verbose_name)) for model in models]


def of(actor):
    """Events of the auditor's organisation."""
    if not has_role(actor, Role.AUDITOR):
        return Event.objects.none()
    return Event.objects.filter(organisation_id=actor.organisation_id).defer("note", "data")


def narrowed(rows, *, person="", step="", noun="", first=None, last=None):
    if person:
        rows = rows.filter(actor_label__contains=person)
    if step:
        rows = rows.filter(step=step)
    if noun:
        rows = rows.filter(content_type=ContentType.objects.get_for_model(apps.get_model(noun)))
    if first:
        rows = rows.filter(recorded_at__gte=day_start(first))
    if last:
        rows = rows.filter(recorded_at__lt=day_start(last) + timezone.timedelta(days=1))
    return rows


def day_start(day):
    return timezone.make_aware(timezone.datetime(day.year, day.month, day.day))


def named(rows):
    """Each event with `thing`: kind and number of the matter, or the noun and its key, and the states in words
    (`was`, `now`); one statement for all."""
    pks = {int(row.thread[5:]) for row in rows if row.thread.startswith("item-") and row.thread[5:].isdigit()}
    numbers = ("kind", "number_year", "number", "session_id", "filed_under")
    items = {item.pk: item for item in Item.objects.filter(pk__in=pks).only(*numbers)}
    for row in rows:
        model = ContentType.objects.get_for_id(row.content_type_id).model_class()
        word = str(model._meta.verbose_name)
        item = items.get(int(row.thread[5:])) if row.thread.startswith("item-") else None
        row.was, row.now = (state_in_words(model, item, state) for state in (row.from_state, row.to_state))
        if item is None:
            row.thing = f"{word} {row.object_id}"
        else:
            row.thing = item.reference or f"{item.get_kind_display()}（未编号）"
            row.part = "" if word == "事项" else word
    return rows


def state_in_words(model, item, state):
    """As the pages say it; what no machine names is printed as it is."""
    if not state or not issubclass(model, Stateful):
        return state
    if issubclass(model, Item) and item is not None:
        return state_word(item.kind, state)
    return str(dict(model._meta.get_field("state").flatchoices).get(state, state))


def sign_ins(actor):
    """Successful sign-ins of the organisation's people, newest first."""
    if not has_role(actor, Role.AUDITOR):
        return AccessLog.objects.none()
    names = User.objects.filter(posts__organisation_id=actor.organisation_id).values("username")
    return AccessLog.objects.filter(username__in=names)


def sign_ins_narrowed(rows, *, person="", first=None, last=None, **other):
    if person:
        names = User.objects.filter(name__contains=person).values("username")
        rows = rows.filter(username__in=names)
    if first:
        rows = rows.filter(attempt_time__gte=day_start(first))
    if last:
        rows = rows.filter(attempt_time__lt=day_start(last) + timezone.timedelta(days=1))
    return rows


def sign_ins_named(rows):
    names = dict(User.objects.filter(username__in={r.username for r in rows}).values_list("username", "name"))
    for row in rows:
        row.person = names.get(row.username, row.username)
    return rows


# -- as a workbook ---------------------------------------------------------------------------------
def line(row):
    minute = "%Y-%m-%d %H:%M:%S"
    return (
        f"{timezone.localtime(row.occurred_at):{minute}}", row.actor_label, row.on_behalf_of, row.label, row.thing,
        row.was, row.now, f"{timezone.localtime(row.recorded_at):{minute}}",
    )  # fmt: skip


def said(wanted):
    """[(label, text)] of the filter in use."""
    words = {"person": "办理人", "step": "办了什么", "noun": "对什么", "first": "从", "last": "到"}
    return [(f"筛选：{words[name]}", str(value)) for name, value in wanted.items()]
