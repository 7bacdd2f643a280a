"""The task list of a proposal being written: how each section stands and what is still to be done."""

from django.urls import reverse

from suggestions.forms.section import judged_section
from suggestions.proposals import evidence
from suggestions.proposals.sections import BODY, SECTIONS
from suggestions.states import SignerState, State
from weijianyi import rulebook
from weijianyi.files.models import Attachment

EMPTY, DONE, MEND = (
    ("未填写", "", "circle-dashed"),
    ("已填写", "ok", "check"),
    ("要修改", "wait", "alert-circle"),
)


def rows(item):
    """[{section, word, tone, icon, notes, url}] in the order of the list."""
    return [row(item, section) for section in SECTIONS.values()]


def row(item, section):
    url = reverse("proposal-section", args=[item.slug, section.name])
    if section.name == "authors":
        word, notes = of_authors(item)
    else:
        word, notes = of_text(item, section)
    label, tone, icon = word
    return {"section": section, "word": label, "tone": tone, "icon": icon, "notes": notes, "url": url}


def of_text(item, section):
    form = judged_section(item, section.name)
    if not any(form.data.get(name) for name in form.names):
        return EMPTY, [] if section.required else ["选填"]
    if form.errors:
        return MEND, [error["message"] for error in form.error_summary]
    return DONE, [written(item, section)] if section.name in BODY else []


def written(item, section):
    return f"{len(getattr(item, section.name))} 字"


def of_authors(item):
    others = [a for a in item.authorships.all() if not a.is_first]
    signed, asked = (count(others, state) for state in (SignerState.SIGNED, SignerState.INVITED))
    files = Attachment.objects.of(item).count()
    notes = [
        sentence
        for number, sentence in (
            (signed, f"已有 {signed} 位委员联名"), (asked, f"等 {asked} 位委员确认"), (files, f"附件 {files} 个"),
        )
        if number
    ]  # fmt: skip
    if asked and item.state == State.COSIGNING:
        return ("等确认", "wait", "clock"), notes
    return (DONE, notes) if notes else (EMPTY, ["选填"])


def count(authorships, state):
    return sum(a.state == state for a in authorships)


def still(item):
    """[{url, message}] of everything that stands in the way of submitting."""
    found = []
    for section in SECTIONS.values():
        url = reverse("proposal-section", args=[item.slug, section.name])
        errors = [] if section.name == "authors" else judged_section(item, section.name).error_summary
        found += [
            {"url": f"{url}#{error['anchor']}", "message": error["message"]}
            for error in errors
            if error["message"] not in [other["message"] for other in found]
        ]
    if not evidence.researched(item):
        url = reverse("research-new", args=[item.slug])
        found.append({"url": url, "message": "还没有登记调研情况，请至少登记一次。"})
    if not evidence.sealed(item):
        found.append(
            {"url": reverse("proposal-section", args=[item.slug, "authors"]), "message": evidence.NO_SEAL}
        )
    return found


def check_row(item, open_errors):
    """核对, the last task: possible once nothing stands in the way."""
    least = rulebook.value(item.organisation_id, "proposal_body_min")
    length = sum(len(getattr(item, name)) for name in BODY)
    if open_errors:
        return ("还不能提交", "", "circle-dashed"), f"还有 {len(open_errors)} 处要写好"
    short = f"；正文只有 {length} 字，写到 {least} 字以上更容易办" if length < least else ""
    return ("可以提交", "do", "send"), f"全文看一遍，确认后提交{short}"
