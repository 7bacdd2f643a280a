"""Where writing starts: members go straight to the form, the office first says what it enters."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from members.rules import is_office
from suggestions import drafting
from suggestions.states import Kind
from suggestions.views.compose import GUIDE
from weijianyi.workflow import Forbidden


@require_safe
def start(request):
    kinds = drafting.kinds_for(request.actor)
    if not kinds:
        raise Forbidden("您现在的岗位不能提交建议。")
    if not is_office(request.actor):
        return redirect("item-new", Kind.SUGGESTION)
    rows = [{"kind": kind, "label": kind.label, "guide": GUIDE[kind]} for kind in kinds]
    return render(request, "suggestions/start.html", {"kinds": rows})
