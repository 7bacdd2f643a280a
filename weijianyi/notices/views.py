"""The inbox: list, open, read all. Reading is a POST: a page that is only shown changes nothing."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from weijianyi.notices import inbox as box
from weijianyi.notices.models import Notice

HAT = "post"  # the session key of members.hats, which stands above this app


@require_safe
def inbox(request):
    unread_only = request.GET.get("show") == "unread"
    after = box.cursor(request.GET.get("after", ""))
    rows, following = box.page_of(request.user, unread_only=unread_only, after=after)
    here = reverse("inbox")
    tabs = [
        {"label": "全部", "url": here, "current": not unread_only, "count": None, "key": ""},
        {
            "label": "未读", "url": f"{here}?show=unread", "current": unread_only, "key": "",
            "count": box.unread_count(request.user) or None, "hot": True,
        },
    ]  # fmt: skip
    show = "show=unread&" if unread_only else ""
    context = {
        "rows": rows,
        "tabs": tabs,
        "until": max((row["head"].pk for row in rows), default=0) if after is None else 0,
        "unread": tabs[1]["count"],
        "first_url": f"{here}?{show}".rstrip("?&") if after else "",
        "next_url": f"{here}?{show}after={following}" if following else "",
        "hats": len(request.posts) > 1,
    }
    return render(request, "notices/inbox.html", context)


@require_POST
def open_notice(request, pk):
    """Read what arrived about this matter and go there, under the hat it was sent to."""
    notice = (
        Notice.objects.for_user(request.user)
        .select_related("user", "post__organisation")
        .filter(pk=pk)
        .first()
    )
    if notice is None:
        raise Http404
    other = notice.post_id and notice.post_id != request.post.pk
    if other and request.hat_needs_proof(notice.post):
        messages.info(request, f"这条消息是发给“{notice.post}”的，请先在页首换成这个岗位，再打开。")
        return redirect("inbox")
    box.read_thread(notice)
    if not notice.url:
        return redirect("inbox")
    if other:
        request.session[HAT] = notice.post_id
        messages.info(request, f"这件事项由您以“{notice.post}”的身份办理，已为您换好。")
    return redirect(notice.url)


@require_POST
def read_all(request):
    until = request.POST.get("until", "")
    if until.isdecimal() and len(until) < 19:
        box.read_all(request.user, int(until))
    return redirect("inbox")
