"""Word letters of a desk, and the page where the office's administrator replaces their templates."""

import io

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from dispatch.forms.letter import TemplateForm
from dispatch.letters import filling as letters
from dispatch.letters import of_desks as desk_letters
from dispatch.letters import of_items as item_letters
from dispatch.models import LetterKind
from weijianyi.rulebook.pages import org_admin_only, rule_tabs

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ZIP = "application/zip"


@require_safe
def download(request, slug, kind):
    """A letter of a desk: the office, the supervisor of the side and the unit; answers also for the author."""
    desk = desk_letters.find(request.actor, slug, kind := known(kind))
    if desk is None:
        raise Http404
    return attached(*desk_letters.make(request.actor, desk, kind))


@require_safe
def item_letter(request, slug, kind):
    """A letter about an item that no unit has: the office, and the author."""
    item = item_letters.find(request.actor, slug, known(kind))
    if item is None:
        raise Http404
    return attached(*item_letters.make(request.actor, item))


@org_admin_only
@require_safe
def templates(request):
    return show(request)


def show(request, form=None, kind="", status=200):
    own = letters.in_use(request.post.organisation)
    rows = [
        {
            "kind": k.value,
            "label": k.label,
            "own": own.get(k.value),
            "form": form if k == kind else TemplateForm(kind=k),
            "facts": letters.FACTS[k],
        }
        for k in LetterKind
    ]
    context = {"rows": rows, "tabs": rule_tabs("letter-templates"), "form": form}
    return render(request, "dispatch/letter_templates.html", context, status=status)


@org_admin_only
@require_safe
def template_file(request, kind):
    """The template in use, or with ?default=1 the one shipped, to be changed in Word."""
    kind = known(kind)
    organisation = None if "default" in request.GET else request.post.organisation
    return attached(f"{kind.label}模板.docx", letters.template_for(organisation, kind).getvalue())


@org_admin_only
@require_safe
def try_out(request, kind):
    """The template in use, filled in with invented facts."""
    kind = known(kind)
    try:
        content = letters.try_out(letters.template_for(request.post.organisation, kind).getvalue(), kind)
    except ValidationError as error:
        messages.error(request, "".join(error.messages))
        return redirect("letter-templates")
    return attached(f"{kind.label}试印.docx", content)


@org_admin_only
@require_POST
def replace(request, kind):
    kind = known(kind)
    form = TemplateForm(request.POST, request.FILES, kind=kind)
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


def attached(name, content):
    kind = ZIP if name.endswith(".zip") else DOCX
    answer = FileResponse(io.BytesIO(content), as_attachment=True, filename=name, content_type=kind)
    answer["Cache-Control"] = "private, no-store"
    return answer
