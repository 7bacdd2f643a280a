"""What the messages of a file must look like before anything of them is kept."""

import uuid
from datetime import datetime

from django.utils import timezone

from dispatch.linkage.receiving import TEXTS
from dispatch.linkage.sealing import Refused
from dispatch.linkage.states import MessageKind
from dispatch.states import Dimension, Grade
from suggestions.models import Item
from suggestions.states import Kind

M = MessageKind
LONGEST = 20_000  # characters of one text
MOST = 60  # authors, files or verdicts in one message
KNOWN = {
    M.OFFER: {*TEXTS, "kind", "note", "category", "category_label", "found_via", "open_consent", "closed_reason",
              "level", "reference", "number_year", "number", "submitted_at", "authors", "files"},
    M.RECEIPT: {"number", "by"}, M.REFUSAL: {"reason"}, M.RECALL: {"reason"}, M.URGE: {"note"},
    M.PROGRESS: {"state", "holder", "due", "note"},
    M.RESULT: {"facts", "measures", "ground", "contact_name", "contact_phone", "leader_name", "units", "document",
               "authority", "class", "letter", "done_on", "signed_at", "files"},
    M.VERDICT: {"ratings", "lapsed", "excused"},
    M.REDO: {"ratings", "lapsed", "excused", "reason", "opinion"},
}  # fmt: skip
LIMITS = {
    "authority": 4,
    "contact_name": 40,
    "contact_phone": 30,
    "leader_name": 40,
    "document": 60,
    "holder": 80,
    "state": 40,
}
DAYS, MOMENTS = ("due", "done_on"), ("submitted_at", "signed_at", "at")


def checked(rows, contents, now):
    """[{uid, kind, number, occurred_at, body}] with proper types; raises Refused."""
    if not isinstance(rows, list) or not rows or len(rows) > 500:
        refuse("没有消息或消息太多")
    found = [message(row, contents, now) for row in rows]
    if [row["number"] for row in found] != list(range(1, len(found) + 1)):
        refuse("消息的序号不连续")
    return found


def message(row, contents, now):
    if not isinstance(row, dict) or row.get("kind") not in M.values or not isinstance(row.get("body"), dict):
        refuse("有不认识的消息")
    try:
        uid, at = uuid.UUID(row["uid"]), datetime.fromisoformat(row["occurred_at"])
    except (KeyError, ValueError, TypeError, AttributeError):
        refuse("消息缺少编码或时间")
    if timezone.is_naive(at) or at > now + timezone.timedelta(minutes=10):
        refuse("消息的时间在将来，请核对两边电脑的时钟")
    body = {name: row["body"].get(name) for name in KNOWN[row["kind"]] if name in row["body"]}
    check_body(row["kind"], body, contents)
    return {"uid": uid, "kind": row["kind"], "number": row.get("number"), "occurred_at": at, "body": body}


def check_body(kind, body, contents):
    for name, value in body.items():
        if name in ("authors", "ratings", "files", "units"):
            if not isinstance(value, list) or len(value) > MOST:
                refuse("内容不完整")
        elif isinstance(value, str):
            check_text(name, value)
        elif not (value is None or isinstance(value, bool | int)):
            refuse("内容不完整")
    if kind == M.OFFER:
        check_offer(body)
    for form in body.get("ratings", ()):
        check_rating(form)
    for row in body.get("files", ()):
        check_file(row, contents)
    if not all(isinstance(unit, str) for unit in body.get("units", ())):
        refuse("内容不完整")
    if kind == M.RESULT and not (body.get("facts") and body.get("signed_at")):
        refuse("返回的结果没有办理情况或签发时间")


def check_text(name, value):
    longest = LIMITS.get(name, LONGEST)
    if name in TEXTS or name == "closed_reason":
        longest = Item._meta.get_field(name).max_length or LONGEST
    if len(value) > longest or "\x00" in value:
        refuse("有一段文字太长或含有不能保存的字符")
    if value and name in (*DAYS, *MOMENTS):
        try:
            datetime.fromisoformat(value)
        except ValueError:
            refuse("日期写得不对")


def check_offer(body):
    if body.get("kind") != Kind.SUGGESTION or not body.get("title"):
        refuse("转出的不是微建议，或者没有标题")
    if not body.get("authors"):
        refuse("没有署名的委员")
    for place, person in enumerate(body["authors"]):
        if not isinstance(person, dict) or not isinstance(person.get("name"), str) or not person["name"]:
            refuse("署名不完整")
        texts = {
            name: person.get(name) or "" for name in ("phone", "signed_at", "sector", "committee", "county")
        }
        if not all(isinstance(v, str) and len(v) <= 60 for v in texts.values()) or len(texts["phone"]) > 20:
            refuse("署名不完整")
        # Keys of the far place's own tables mean nothing here.
        body["authors"][place] = texts | {"name": person["name"][:80], "order": place}


def check_rating(form):
    given = (
        isinstance(form, dict) and isinstance(form.get("name"), str) and isinstance(form.get("comment"), str)
    )
    if not given or not all(form.get(d) in Grade.values for d in Dimension.values if d in form):
        refuse("评价不完整")
    check_text("at", form["at"] if isinstance(form.get("at"), str) and form["at"] else "x")
    if Grade.DISSATISFIED in form.values() and not form["comment"]:
        refuse("评价不完整")


def check_file(row, contents):
    named = isinstance(row, dict) and all(
        isinstance(row.get(n), str) for n in ("sha256", "name", "kind", "purpose")
    )
    if not named or row["kind"] not in ("photo", "document") or row["sha256"] not in contents:
        refuse("缺少附件")
    if row["purpose"] not in ("", "before", "after", "scan"):
        refuse("附件的用途不对")


def refuse(why):
    raise Refused(f"{why}，整个文件没有导入。")
