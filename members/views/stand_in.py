"""Standing in: the list of whom it concerns, a new one, its early end."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from members import standing_in
from members.accounts.forms import StandInForm
from members.models import StandIn
from weijianyi.workflow import Forbidden


@require_safe
def stand_in_list(request):
    today = timezone.localdate()
    rows = list(StandIn.objects.for_actor(request.actor).with_names()[:200])
    for row in rows:
        row.open = row.ended_at is None and row.valid_to >= today
    own = [post for post in request.posts if standing_in.may_arrange(request.actor, post)]
    return render(request, "members/stand_ins.html", {"rows": rows, "posts": own, "today": today})


def stand_in_new(request, pk):
    """`pk`: the post that somebody stands in for."""
    post = next((p for p in request.posts if p.pk == pk), None)
    if post is None:
        raise Http404
    if not standing_in.may_arrange(request.actor, post):
        raise Forbidden("只有本人可以请同事代理；委员履职要本人办理，不能代理。")
    deputies = standing_in.deputies_for(post)
    form = StandInForm(
        request.POST if request.method == "POST" else None,
        deputies=deputies,
        initial={"valid_from": timezone.localdate()},
    )
    if request.method == "POST" and form.is_valid():
        try:
            row = standing_in.arrange(request.actor, post, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(
                request, f"已请{row.deputy.user.name}代理，他的页首会多一个“{post.label}”的岗位。"
            )
            return redirect("stand-in-list")
    context = {"form": form, "post": post, "any": deputies.exists()}
    return render(request, "members/stand_in_new.html", context, status=422 if form.errors else 200)


@require_POST
def stand_in_end(request, pk):
    row = get_object_or_404(StandIn.objects.for_actor(request.actor).with_names(), pk=pk)
    if not standing_in.may_end(request.actor, row):
        raise Forbidden("只有双方和单位管理员可以结束代理。")
    done = standing_in.end(row, request.actor)
    messages.success(request, "代理已结束，对方马上不能再用这个岗位。" if done else "这次代理早已结束。")
    return redirect("stand-in-list")
