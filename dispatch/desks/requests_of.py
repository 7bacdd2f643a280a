"""The numbered requests of an item: found in its advice or divided by hand, kept at dispatch, answered one by one."""

import re

from django.core.exceptions import ValidationError

from dispatch.models.request import Answer, Outcome, Request
from suggestions.states import Kind

# A line that begins a request; the wider marks first: an advice is cut at one sort of mark only.
MARKS = (
    re.compile(r"^[一二三四五六七八九十]{1,3}[、.．]\s*"),
    re.compile(r"^[（(][一二三四五六七八九十]{1,3}[)）][、.．]?\s*"),
    re.compile(r"^\d{1,2}[、.．](?!\d)\s*"),
    re.compile(r"^[（(]\d{1,2}[)）][、.．]?\s*"),
)


def split(advice):
    """The requests in the order of the text: at the widest mark that comes twice, else the whole as one."""
    lines = [line.strip() for line in advice.splitlines() if line.strip()]
    mark = next((m for m in MARKS if sum(bool(m.match(line)) for line in lines) > 1), None)
    if mark is None:
        return ["\n".join(lines)] if lines else []
    found = []
    for line in lines:
        if mark.match(line):
            found.append(mark.sub("", line, count=1))
        elif found:
            found[-1] = f"{found[-1]}\n{line}".strip()
    return [text for text in found if text]


def wanted(item):
    """What dispatch keeps: a proposal's requests; of the shorter kinds only several, one is the matter itself."""
    texts = split(item.advice)
    return texts if item.kind == Kind.PROPOSAL or len(texts) > 1 else []


def keep(item):
    """At dispatch: the requests as the text now has them."""
    keep_many([item])


def keep_many(items):
    """The same for many items handed out together; what is answered or was divided by hand stays."""
    asked = Request.objects.filter(item__in=items)
    standing = asked.exclude(answers=None, set_by=None).values_list("item", flat=True)
    standing = set(standing)
    fresh = [item for item in items if item.pk not in standing]
    Request.objects.filter(item__in=fresh).delete()
    Request.objects.bulk_create(
        [Request(item=i, number=n, text=t) for i in fresh for n, t in enumerate(wanted(i), 1)],
        batch_size=500,
    )


def divide(item, event, *, actor, texts, **facts):
    """The plan of `divide`: the author's or the office's own division, until a unit has answered one of them; without
    any text the item's own numbering counts again."""
    written = Answer.objects.filter(request__item=item)
    if written.exclude(text="").exists():
        raise ValidationError({"texts": "承办单位已经按条写了答复，不能再改条目。"})
    written.delete()
    item.requests.all().delete()
    Request.objects.bulk_create(
        Request(item=item, number=n, text=t, set_by=actor.post) for n, t in enumerate(texts, 1)
    )
    if not texts and item.dispatched_at is not None:
        keep(item)


# -- answers ---------------------------------------------------------------------------------------
def missing(request, said):
    """{field ending: sentence} of what an answer {text, outcome, planned_on} must not lack."""
    found, said = {}, said or {}
    if not (said.get("text") or "").strip():
        found["answer"] = f"请答复第 {request.number} 条建议。"
    if not said.get("outcome"):
        found["outcome"] = f"请选择第 {request.number} 条的结果。"
    elif said["outcome"] == Outcome.PLANNED and not said.get("planned_on"):
        found["planned"] = f"第 {request.number} 条选了“{Outcome.PLANNED.label}”，要写明日期。"
    return found


def save_answers(reply, answers):
    """`answers` {request pk: {text, outcome, planned_on}}; requests not named stay as they were."""
    for request, said in answers.items():
        Answer.objects.update_or_create(reply=reply, request_id=request, defaults=said)


def pair(requests, answers, reply):
    """[(number, request, answer)] of one reply, only what was answered."""
    said = {a.request_id: a.words for a in answers if a.reply_id == reply.pk and a.text}
    return [(r.number, r.text, said[r.pk]) for r in requests if r.pk in said]
