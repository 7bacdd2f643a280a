"""Middleware on the way in and out: unusable characters, nothing kept, the answers to refusals of the door."""

from django.http import HttpResponseBadRequest
from django.shortcuts import render

from weijianyi.workflow import NotNow, NotVisible


class CleanInput:
    """NUL bytes and lone surrogates never reach a form: PostgreSQL refuses them, SQLite keeps them."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return HttpResponseBadRequest("地址里有无法识别的字符。".encode())
        if request.method == "POST":
            request.POST = cleaned(request.POST)
        return self.get_response(request)


def cleaned(data):
    bad = any(not usable(v) for _, values in data.lists() for v in values)
    if not bad:
        return data
    data = data.copy()
    for name, values in data.lists():
        data.setlist(name, [repaired(v) for v in values])
    return data


def usable(text):
    return "\x00" not in text and not any("\ud800" <= c <= "\udfff" for c in text)


def repaired(text):
    return "".join(c for c in text if c != "\x00" and not "\ud800" <= c <= "\udfff")


class NoStore:
    """Every page is somebody's: browsers and proxies keep none of it, also on shared office computers."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        answer = self.get_response(request)
        answer.headers.setdefault("Cache-Control", "private, no-store")
        return answer


class Refusals:
    """404 and 409 of the door as pages of ours; 403 is Django's PermissionDenied already."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, NotVisible):
            return self.not_found(request)
        if isinstance(exception, NotNow):
            return refused(request, exception)
        return None

    def not_found(self, request):
        return render(request, "404.html", status=404)


HUSHED = {"rate", "take_back_rating"}  # nobody learns from a refusal that the member has rated


def refused(request, refusal):
    """409 with the sentence, who was faster and when, and what was typed."""
    last = refusal.last if refusal.last is None or refusal.last.step not in HUSHED else None
    context = {
        "sentence": refusal.sentence,
        "last": last,
        "subject": refusal.subject,
        "typed": typed_in(request),
    }
    return render(request, "409.html", context, status=409)


def typed_in(request):
    """[(label, text)] of what came with a form that is refused as a whole."""
    return labelled(request.POST)


def labelled(fields):
    """[(label, text)] of the texts among posted fields."""
    return [(LABELS[name], text) for name, text in fields.items() if text and name in LABELS]


# The long texts a person may have typed into any form of ours, by field name.
LABELS = {
    "title": "标题", "place": "在哪里", "situation": "情况（问题）", "analysis": "分析", "advice": "建议",
    "opinion": "意见", "reason": "理由", "note": "说明", "summary": "沟通内容", "facts": "办理情况",
    "measures": "采取措施", "ground": "依据", "comment": "想说的话", "people": "参加人", "remark": "说明",
    "basis": "依据", "why": "为什么提这个题", "finding": "了解到的情况", "help_note": "帮助情况", "outcome": "结果",
    "request": "要求", "answer": "回应", "text": "内容", "plan": "计划",
}  # fmt: skip
