"""Text posted after the session had ended waits in the new, anonymous session until its writer has signed in.

A view marked `keeps_text` is refused by the sign-in as every other; what its form carried is put aside first.
The form names the post (hat) it was opened under, and only that post gets the text back: whoever else signs in
on the same machine never sees it. An hour later, or at the next sign-out, it is gone. Files are not kept.
"""

from django.http import QueryDict
from django.utils import timezone

KEY = "parked"
SECONDS = 3600
MOST = 100_000  # bytes; more is no form of ours
LEFT_OUT = ("csrfmiddlewaretoken", "key", "then")


def keeps_text(view):
    view.keeps_text = True
    return view


class Parking:
    """Middleware, before LoginRequiredMiddleware."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if (
            request.method == "POST"
            and getattr(view, "keeps_text", False)
            and not request.user.is_authenticated
        ):
            park(request)


def park(request):
    fields = request.POST.copy()
    for name in LEFT_OUT:
        fields.pop(name, None)
    text = fields.urlencode()
    if fields.get("post") and len(text) <= MOST:
        now = timezone.now().timestamp()
        request.session[KEY] = {"path": request.path, "post": fields["post"], "at": now, "text": text}


def parked(request):
    """The fields put aside for this page and this post, or None; they stay until `forget`."""
    held = request.session.get(KEY)
    if not held or held["path"] != request.path or held["post"] != str(request.post.pk):
        return None
    if timezone.now().timestamp() - held["at"] > SECONDS:
        return None
    return QueryDict(held["text"])


def forget(request):
    """The text has been stored, or the form was sent again."""
    request.session.pop(KEY, None)
