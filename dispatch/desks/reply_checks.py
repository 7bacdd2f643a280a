"""Wording checks of a reply: advice to the unit and to the checker, never a reason to refuse (rulings §10)."""

import re
from dataclasses import dataclass

from django.db.models import Avg
from django.db.models.functions import Length
from django.utils import timezone

from dispatch.models.contact import Contact
from dispatch.models.reply import Reply
from dispatch.models.reply_finding import Remark, ReplyFinding
from weijianyi import rulebook
from weijianyi.rulebook import cache

LATEST, ENOUGH = 200, 5  # replies the usual length is taken from, and how many make it known
REFERENCE = re.compile(r"(?P<whole>(?:微建议|提案)?\s*〔(?P<year>\d{4})〕\s*(?P<number>\d+)\s*号)")
PROPOSAL_NUMBER = re.compile(r"第\s*(\d+)\s*号(?:政协)?(?:提案|微建议)")
ADDRESSED = re.compile(r"^(?:尊敬的)?([\u4e00-\u9fff·、]{2,40}?)委员[：:]", re.MULTILINE)
BLANK = re.compile(r"〔(?:写|日期)[^〕]{0,20}〕")


@dataclass(frozen=True)
class Finding:
    code: str
    text: str


def findings(desk, reply):
    """[Finding] of this reply of this desk as it now stands, in the order of Remark."""
    if reply is None or not reply.facts:
        return []
    found = [check(desk, reply) for check in CHECKS]
    return [finding for finding in found if finding]


def note(desk, reply):
    """At the signature: what is remarked is kept, to be counted by unit; signed again, it is looked at anew."""
    reply.findings.all().delete()
    ReplyFinding.objects.bulk_create(
        ReplyFinding(reply=reply, code=f.code, text=f.text[:200]) for f in findings(desk, reply)
    )


# -- one check each: Finding or None ---------------------------------------------------------------
def letter_of(reply):
    """A, B or C; from the rules at hand, so that it costs no statement."""
    if not reply.result_class_id:
        return ""
    entries = rulebook.entries(reply.desk.organisation_id, "result_class")
    entry = next((e for e in entries if e.pk == reply.result_class_id), None)
    return (entry or reply.result_class).data.get("letter", "")


def written(reply):
    return "\n".join((reply.facts, reply.measures, reply.ground))


def first_word(desk, dictionary, text):
    """The first entry of an editable list that stands in the text."""
    words = (entry.label for entry in rulebook.entries(desk.organisation_id, dictionary))
    return next((word for word in words if word in text), None)


def study(desk, reply):
    word = first_word(desk, "study_word", written(reply)) if letter_of(reply) == "A" else None
    return word and Finding(Remark.STUDY, f"办理结果是“已解决”（A 类），正文却写“{word}”，请核对。")


def dated(desk, reply):
    if letter_of(reply) != "B":
        return None
    if not reply.done_on:
        return Finding(Remark.NO_DATE, "正在解决或列入计划的（B 类），没有写预计完成日期。")
    if reply.done_on < timezone.localdate():
        return Finding(Remark.NO_DATE, "预计完成日期已经过去，请核对日期或办理结果。")
    return None


def grounded(desk, reply):
    least = rulebook.value(desk.organisation_id, "reply_ground_min")
    if letter_of(reply) == "C" and len(reply.ground.strip()) < least:
        return Finding(
            Remark.NO_GROUND, f"解释说明的（C 类），依据不到 {least} 个字，请写明政策依据或客观原因。"
        )
    return None


def contacted(desk, reply):
    rows = getattr(desk, "_prefetched_objects_cache", {}).get("contacts")
    if rows is None:
        made = Contact.objects.filter(desk=desk, round=desk.round, voided_at=None).exists()
    else:
        made = any(row.round == desk.round for row in rows)
    return None if made else Finding(Remark.NO_CONTACT, "本轮没有与委员的沟通记录。")


def numbered(desk, reply):
    text, item = written(reply), desk.item
    if not item.number:
        return None
    for match in REFERENCE.finditer(text):
        own = (int(match["year"]), int(match["number"])) == (item.number_year, item.number)
        if match["whole"].lstrip().startswith(("微建议", "提案")) and not own:
            return Finding(
                Remark.NUMBER, f"正文写“{match['whole'].strip()}”，本件是{item.reference}，请核对。"
            )
    for number in PROPOSAL_NUMBER.findall(text):
        if int(number) != item.number:
            return Finding(Remark.NUMBER, f"正文写“第 {number} 号”，本件是{item.reference}，请核对。")
    return None


def named(desk, reply):
    addressed = [
        name for names in ADDRESSED.findall(reply.facts) for name in re.split("、|委员", names) if name
    ]
    if not addressed:
        return None
    authors = {a.name for a in desk.item.authorships.all()}
    wrong = [name for name in addressed if name not in authors]
    return Finding(Remark.NAME, f"称呼“{wrong[0]}委员”不在本件署名里，请核对姓名。") if wrong else None


def stock(desk, reply):
    word = first_word(desk, "stock_phrase", written(reply))
    return word and Finding(Remark.STOCK, f"“{word}”是套话，请改写为具体的做法、时间和责任人。")


def filled(desk, reply):
    left = BLANK.search(written(reply))
    return Finding(Remark.BLANK, f"模板里的“{left[0]}”还没有填。") if left else None


def long_enough(desk, reply):
    length, usual = len(reply.facts), usual_length(desk.organisation_id, desk.kind)
    least = rulebook.value(desk.organisation_id, "reply_length_min")
    share = rulebook.value(desk.organisation_id, "reply_length_share")
    if usual and length * 100 < usual * share:
        return Finding(Remark.SHORT, f"办理情况只有 {length} 字，同类答复一般约 {usual} 字。")
    if length < least:
        return Finding(Remark.SHORT, f"办理情况只有 {length} 字，不到 {least} 字。")
    return None


def by_request(desk, reply):
    """Facts missing are refused before; what is left are answers that say nothing of their own."""
    said = {pk: row.text.strip() for pk, row in answers_of(desk, reply).items()}
    for request in desk.requests:
        text = said.get(request.pk, "")
        if not text:
            return Finding(Remark.REQUEST, f"第 {request.number} 条建议没有答复。")
        if list(said.values()).count(text) > 1:
            return Finding(Remark.REQUEST, f"第 {request.number} 条与另一条的答复相同，请分别答复。")
    return None


CHECKS = (
    study, dated, grounded, contacted, numbered, named, stock, filled, long_enough, by_request,
)  # fmt: skip


def answers_of(desk, reply):
    """{request pk: answer} of one reply; a page has them at hand."""
    if not reply.pk or not desk.requests:
        return {}
    rows = desk.answer_rows if "answer_rows" in desk.__dict__ else reply.answers.all()
    return {a.request_id: a for a in rows if a.reply_id == reply.pk}


def usual_length(organisation_id, kind):
    """Characters of a usual reply of this kind, or 0 while too few have been released."""
    return cache.get(f"reply-length:{organisation_id}:{kind}", lambda: measured(organisation_id, kind))


def measured(organisation_id, kind):
    replies = Reply.objects.filter(
        desk__organisation_id=organisation_id, desk__item__kind=kind, released_at__isnull=False
    )
    latest = list(replies.order_by("-pk").values_list("pk", flat=True)[:LATEST])
    if len(latest) < ENOUGH:
        return 0
    return round(Reply.objects.filter(pk__in=latest).aggregate(mean=Avg(Length("facts")))["mean"])
