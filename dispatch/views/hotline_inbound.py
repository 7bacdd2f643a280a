"""The hotline's way in: a machine address, signed by its partner; no session, no cookie."""

from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from dispatch.hotline import inbound
from weijianyi.sealing import BadSignature

MOST_BYTES = 1024 * 1024


@csrf_exempt
@login_not_required
@require_POST
def receive(request, key):
    """200 with one outcome per message; 401 for anything not signed, replayed or too old; 400 for unreadable."""
    if request.content_type != "application/json":
        return problem(401, "签名无效")  # a form's body has been read by then and cannot be checked
    try:
        if int(request.headers.get("Content-Length") or 0) > MOST_BYTES:
            return problem(413, "内容太长")
        line = inbound.authentic(key, request)
    except (BadSignature, ValueError):
        return problem(401, "签名无效")
    try:
        rows = inbound.messages(request.body)
    except inbound.Unreadable as unreadable:
        inbound.note_refusal(line, str(unreadable))
        return problem(400, str(unreadable))
    return JsonResponse({"messages": inbound.taken(line, rows)}, json_dumps_params={"ensure_ascii": False})


def problem(status, title):
    said = {"type": "about:blank", "title": title, "status": status}
    return JsonResponse(said, status=status, content_type="application/problem+json")
