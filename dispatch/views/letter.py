"""Word letters of a desk, and the page where the office's administrator replaces their templates."""

import io

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from dispatch import letters, rules
from dispatch.forms.letter import TemplateForm
from dispatch.models import Assignment, LetterKind
from weijianyi.rulebook.pages import org_admin_only, rule_tabs
from weijianyi.workflow import Forbidden

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
def download(request, slug, kind):
    """For the office (and the supervisor of the side) and the desk's own unit."""
    kind = known(kind)
    desks = Assignment.objects.visible_to(request.actor).filter(slug=slug)
    desk = desks.select_related("item", "organisation", "department", "link__organisation").first()
    if desk is None:
        raise Http404
    unit = rules.unit_of(request.actor, desk)
    if not unit and not rules.decides(request.actor, desk):
        raise Forbidden("文书由提案委和承办单位使用。")
    name, content = letters.make(desk, kind, unit=unit)
    return word(name, content)


@org_admin_only
@require_safe
def templates(request):
    return show(request, TemplateForm())


def show(request, form, kind="", status=200):
    own = letters.in_use(request.post.organisation)
    rows = [
        {
            "kind": k.value,
            "label": k.label,
            "own": own.get(k.value),
            "form": form if k == kind else TemplateForm(),
        }
        for k in LetterKind
    ]
    context = {"rows": rows, "tabs": rule_tabs("letter-templates"), "facts": letters.FACTS, "form": form}
    return render(request, "dispatch/letter_templates.html", context, status=status)


@org_admin_only
@require_safe
def template_file(request, kind):
    """The template in use, or with ?default=1 the one shipped, to be changed in Word."""
    kind = known(kind)
    organisation = None if "default" in request.GET else request.post.organisation
    return word(f"{kind.label}模板.docx", letters.template_for(organisation, kind).getvalue())


@org_admin_only
@require_safe
def try_out(request, kind):
    """The template in use, filled in with invented facts."""
    kind = known(kind)
    try:
        content = letters.try_out(letters.template_for(request.post.organisation, kind).getvalue())
    except ValidationError as error:
        messages.error(request, "".join(error.messages))
        return redirect("letter-templates")
    return word(f"{kind.label}试印.docx", content)


@org_admin_only
@require_POST
def replace(request, kind):
    kind = known(kind)
    form = TemplateForm(request.POST, request.FILES)
    if not form.is_valid():
        return show(request, form, kind, status=422)
    made = form.cleaned_data["template"]
    letters.replace(request.post.organisation, kind, made.content, made.name, request.post)
    messages.success(request, f"{kind.label}从现在起用“{made.name}”。")
    return redirect("letter-templates")


@org_admin_only
@require_POST
def back_to_default(request, kind):
    kind = known(kind)
    letters.back_to_default(request.post.organisation, kind)
    messages.success(request, f"{kind.label}已恢复默认模板。")
    return redirect("letter-templates")


def known(kind):
    if kind not in LetterKind.values:
        raise Http404
    return LetterKind(kind)


def word(name, content):
    answer = FileResponse(io.BytesIO(content), as_attachment=True, filename=name, content_type=DOCX)
    answer["Cache-Control"] = "private, no-store"
    return answer
