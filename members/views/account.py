"""Sign in and out, the hat worn, text size."""

from django.contrib.auth import logout
from django.contrib.auth import views as auth_views
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from members import hats


@method_decorator(login_not_required, name="dispatch")
class SignIn(auth_views.LoginView):
    template_name = "registration/login.html"
    redirect_authenticated_user = True


@require_POST
def sign_out(request):
    logout(request)
    return redirect("account-login")


@require_POST
def switch_hat(request):
    posts = request.user.posts.current(timezone.localdate())
    hats.choose(request, get_object_or_404(posts, pk=request.POST.get("post")))
    return redirect("home")


@login_not_required
@require_POST
def text_size(request):
    wanted = request.POST.get("next") or request.META.get("HTTP_REFERER") or "/"
    if not url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}):
        wanted = "/"
    answer = redirect(wanted)
    if request.user.is_authenticated:
        request.user.large_text = not request.user.large_text
        request.user.save(update_fields=["large_text"])
    else:
        answer.set_cookie(
            "large_text", "0" if request.COOKIES.get("large_text") == "1" else "1", max_age=31536000
        )
    return answer
