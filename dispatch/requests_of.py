"""The numbered requests of a proposal: found in its advice, kept once it is dispatched, answered one by one."""

import re

from dispatch.models.request import Answer, Request

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


def keep(item):
    """At dispatch: the requests as the text now has them, unless a unit has answered one already."""
    if Answer.objects.filter(request__item=item).exists():
        return
    item.requests.all().delete()
    texts = split(item.advice)
    Request.objects.bulk_create(Request(item=item, number=n, text=t) for n, t in enumerate(texts, 1))


def keep_many(items):
    """The same for many proposals handed out together for the first time."""
    asked = Request.objects.filter(item__in=items)
    answered = set(asked.exclude(answers=None).values_list("item", flat=True))
    fresh = [item for item in items if item.pk not in answered]
    Request.objects.filter(item__in=fresh).delete()
    Request.objects.bulk_create(
        [Request(item=i, number=n, text=t) for i in fresh for n, t in enumerate(split(i.advice), 1)],
        batch_size=500,
    )


def save_answers(reply, answers):
    """`answers` {request pk: text}; requests not named stay as they were."""
    for request, text in answers.items():
        Answer.objects.update_or_create(reply=reply, request_id=request, defaults={"text": text})


def pair(requests, answers, reply):
    """[(number, request, answer)] of one reply, only what was answered."""
    said = {a.request_id: a.text for a in answers if a.reply_id == reply.pk and a.text}
    return [(r.number, r.text, said[r.pk]) for r in requests if r.pk in said]
