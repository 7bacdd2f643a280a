"""Text posted after the session had ended waits in the new, anonymous session until its writer has signed in.

Whatever form was sent, its fields are put aside before the sign-in refuses it. The form names the post (hat) it
was opened under, and only that post gets the text back: whoever else signs in on the same machine never sees it.
Back on the page a short page shows the text and sends it on; a view marked `keeps_text` puts it into its own form
instead. An hour later, or at the next sign-out, it is gone. Files and passwords are not kept.
"""

from urllib.parse import urlsplit

from django.http import QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from weijianyi.requests import labelled

KEY = "parked"
SECONDS = 3600
MOST = 100_000  # bytes; more is no form of ours
FRAME = {"post", "version", "next"}  # what a form carries beside what its writer filled in
LEFT_OUT = ("csrfmiddlewaretoken", "key", "then", "password", "old", "again", "code")


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
        if not request.user.is_authenticated:
            if request.method == "POST" and getattr(view, "login_required", True):
                park(request)
        elif not getattr(view, "keeps_text", False):
            return offer(request)
        return None


def park(request):
    fields = request.POST.copy()
    for name in LEFT_OUT:
        fields.pop(name, None)
    text = fields.urlencode()
    if fields.get("post") and set(fields) - FRAME and len(text) <= MOST:
        now = timezone.now().timestamp()
        page = urlsplit(request.headers.get("Referer", "")).path
        request.session[KEY] = {
            "path": request.path, "page": page, "post": fields["post"], "at": now, "text": text,
        }  # fmt: skip


def offer(request):
    """On the way back: the page that shows the text and sends it on. Sent again, it needs no keeping."""
    held = request.session.get(KEY)
    if request.method == "POST":
        if held and held["path"] == request.path:
            forget(request)
        return None
    fields = parked(request)
    if fields is None or request.method != "GET":
        return None
    hidden = [(name, value) for name, values in fields.lists() for value in values]
    context = {"path": held["path"], "back": request.path, "hidden": hidden, "typed": labelled(fields)}
    return render(request, "parked.html", context)


def parked(request):
    """The fields put aside for this page and this post, or None; they stay until `forget`."""
    held = request.session.get(KEY)
    if not held or request.path not in (held["path"], held["page"]) or request.post is None:
        return None
    if held["post"] != str(request.post.pk) or timezone.now().timestamp() - held["at"] > SECONDS:
        return None
    return QueryDict(held["text"])


def forget(request):
    """The text has been stored, or the form was sent again."""
    request.session.pop(KEY, None)


@require_POST
def drop(request):
    """The writer does not want the text any more."""
    forget(request)
    wanted = request.POST.get("back", "")
    return redirect(
        wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}) else "/"
    )
