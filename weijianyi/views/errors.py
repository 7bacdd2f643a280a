"""Error pages: ours, calm, with whom to call."""

from django.shortcuts import render

from weijianyi.requests import typed_in


def bad_request(request, exception):
    return render(request, "400.html", status=400)


def forbidden(request, exception):
    return render(request, "403.html", {"sentence": str(exception)}, status=403)


def csrf_failed(request, reason=""):
    """A form without its token, mostly from a page that was open during a new sign-in; what was typed is shown."""
    return render(request, "403_csrf.html", {"typed": typed_in(request)}, status=403)


def not_found(request, exception):
    return render(request, "404.html", status=404)


def broken(request):
    """Without context processors: the database may be what broke."""
    return render(None, "500.html", status=500)
