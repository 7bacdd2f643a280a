"""Pages of settings and words for an organisation's administrator."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from weijianyi import rulebook
from weijianyi.rulebook import editing
from weijianyi.rulebook.defaults import BY_KEY, DEFAULTS
from weijianyi.rulebook.forms import SettingForm, WordForm
from weijianyi.rulebook.lookup import setting
from weijianyi.rulebook.models import DictionaryEntry, Setting
from weijianyi.rulebook.pages import org_admin_only, rule_tabs
from weijianyi.rulebook.words import TITLES


@org_admin_only
@require_safe
def settings_list(request):
    organisation = request.post.organisation
    rows = [_setting_row(organisation, default) for default in DEFAULTS]
    return render(request, "rulebook/settings.html", {"rows": rows, "tabs": rule_tabs("rules-settings")})


def _setting_row(organisation, default):
    row = setting(organisation, default.key, timezone.localdate())
    return {"default": default, "row": row, "text": default.text(row.value)}


@org_admin_only
def setting_change(request, key):
    default = BY_KEY.get(key)
    if default is None:
        raise Http404
    organisation = request.post.organisation
    initial = {"value": rulebook.value(organisation, key), "valid_from": timezone.localdate()}
    form = SettingForm(default, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        editing.change_setting(organisation, key, user=request.user, **form.cleaned_data)
        messages.success(
            request, f"“{default.label}”已更新，自 {form.cleaned_data['valid_from']:%-m月%-d日} 起生效。"
        )
        return redirect("rules-settings")
    versions = Setting.objects.of(organisation).filter(key=key).order_by("-valid_from", "-pk")
    context = {
        "title": default.label,
        "form": form,
        "history": [(row, default.text(row.value)) for row in versions.select_related("entered_by")],
        "trail": [("设置", reverse("rules-settings"))],
        "back": reverse("rules-settings"),
        "note": "",
    }
    return render(request, "rulebook/change.html", context, status=422 if form.errors else 200)


@org_admin_only
@require_safe
def words(request):
    organisation = request.post.organisation
    rows = [
        {"code": code, "title": title, "entries": rulebook.entries(organisation, code)}
        for code, title in TITLES.items()
    ]
    return render(request, "rulebook/words.html", {"rows": rows, "tabs": rule_tabs("rules-words")})


@org_admin_only
@require_safe
def dictionary(request, dictionary):
    rows = editing.shown_list(request.post.organisation, _known(dictionary))
    context = {
        "dictionary": dictionary,
        "title": TITLES[dictionary],
        "rows": rows,
        "own": any(row.organisation_id for row in rows),
        "trail": [("词表", reverse("rules-words"))],
    }
    return render(request, "rulebook/dictionary.html", context)


@org_admin_only
def word_add(request, dictionary):
    rows = editing.shown_list(request.post.organisation, _known(dictionary))
    row = DictionaryEntry(dictionary=dictionary, order=len(rows) + 1)
    return _word_page(request, row, "新增词条", taken={row.code for row in rows})


@org_admin_only
def word_change(request, dictionary, code):
    rows = editing.shown_list(request.post.organisation, _known(dictionary))
    row = next((row for row in rows if row.code == code), None)
    if row is None:
        raise Http404
    return _word_page(request, row, row.label)


def _word_page(request, row, title, taken=()):
    form = WordForm(request.POST or None, instance=row, taken=taken)
    if request.method == "POST" and form.is_valid():
        editing.save_word(request.post.organisation, row.dictionary, row.code, form.cleaned_data)
        messages.success(request, f"“{row.label}”已保存。")
        return redirect("rules-dictionary", row.dictionary)
    back = reverse("rules-dictionary", args=[row.dictionary])
    context = {
        "title": title,
        "form": form,
        "history": [],
        "trail": [("词表", reverse("rules-words")), (TITLES[row.dictionary], back)],
        "back": back,
        "note": "" if row.organisation_id else "首次修改后，本机构使用自己的词表，不再随通用词表变化。",
    }
    return render(request, "rulebook/change.html", context, status=422 if form.errors else 200)


def _known(dictionary):
    if dictionary not in TITLES:
        raise Http404
    return dictionary
