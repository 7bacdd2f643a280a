"""AccountGate: before anything else a one-time password is changed and the second factor given, where asked for."""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from members.accounts import passwords, second_factor

OPEN = {
    "account-password", "account-logout", "account-text-size", "account-login", "second-factor",
    "second-factor-new", "health-live", "health-ready",
}  # fmt: skip


class AccountGate:
    """Middleware, after the hat is known."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not request.user.is_authenticated or request.resolver_match.view_name in OPEN:
            return None
        if passwords.must_change(request.user):
            return sent_to("account-password", request)
        if second_factor.missing(request):
            return sent_to("second-factor", request)
        return None


def sent_to(name, request):
    wanted = request.get_full_path() if request.method == "GET" else "/"
    return redirect(f"{reverse(name)}?{urlencode({'next': wanted})}")
