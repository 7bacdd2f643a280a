"""提案汇编 of a session as one Word file, and the 交办清单 of every unit, for the office and the leader."""

from django.contrib import messages
from django.db.models import Count
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dispatch.forms.compilation import CompilationForm
from dispatch.letters import compiling
from dispatch.letters import of_desks as desk_letters
from dispatch.letters.facts.words import meeting
from dispatch.views.letter import attached
from members.rules import has_role
from members.states import OFFICE, Role
from weijianyi.workflow import Forbidden, NotNow


@require_safe
def compilation(request):
    """How many proposals of which field go in; the filters stand in the address."""
    form, session, items = asked(request)
    groups = items.order_by().values("category__label").annotate(number=Count("pk")).order_by("-number")
    context = {
        "form": form, "meeting": session and meeting(request.post.organisation, session), "groups": groups,
        "number": sum(g["number"] for g in groups), "most": compiling.MOST,
        "file_url": with_filters(request, "compilation-file"),
        "lists_url": with_filters(request, "handover-lists") if has_role(request.actor, *OFFICE) else "",
    }  # fmt: skip
    return render(request, "dispatch/compilation.html", context)


@require_safe
def compilation_file(request):
    _, session, items = asked(request)
    number = items.count()
    if not 0 < number <= compiling.MOST:
        text = "没有可以编入的提案。" if not number else f"超过 {compiling.MOST} 件，请按领域分册生成。"
        messages.warning(request, text)
        return redirect(with_filters(request, "compilation"))
    return attached(*compiling.make(request.post.organisation, session, items))


@require_safe
def handover_lists(request):
    """For the 交办会: a zip with one sheet for each unit."""
    if not has_role(request.actor, *OFFICE, Role.SUPERVISOR):
        raise Forbidden("交办清单由提案委和督查室使用。")
    session, _ = CompilationForm(request.GET, actor=request.actor).wanted()
    if session is None:
        raise NotNow("还没有届次，先由提案委录入届次。")
    return attached(*desk_letters.lists_of_all(request.actor, request.post.organisation, session))


def asked(request):
    if not has_role(request.actor, *OFFICE, Role.LEADER):
        raise Forbidden("提案汇编由提案委和领导使用。")
    form = CompilationForm(request.GET, actor=request.actor)
    session, filters = form.wanted()
    return form, session, compiling.chosen(request.actor, session, **filters)


def with_filters(request, name):
    query = request.GET.urlencode()
    return f"{reverse(name)}?{query}" if query else reverse(name)
