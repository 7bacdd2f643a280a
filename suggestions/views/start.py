"""Where writing starts: members go straight to the form, the office first says what it enters."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from suggestions import drafting, rules
from suggestions.states import Kind
from suggestions.views.compose import GUIDE
from weijianyi.workflow import Forbidden


@require_safe
def start(request):
    kinds = drafting.kinds_for(request.actor)
    if not kinds:
        raise Forbidden("您现在的岗位不能提交建议。")
    if len(kinds) == 1:
        return redirect("item-new", kinds[0])
    if not rules.enters(request.actor):
        return redirect("item-new", Kind.SUGGESTION)
    rows = [{"kind": kind, "label": kind.label, "guide": GUIDE[kind]} for kind in kinds]
    return render(request, "suggestions/start.html", {"kinds": rows})
