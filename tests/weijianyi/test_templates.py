"""The rules of the house for templates, style sheet, script and icons."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string

from weijianyi import forms
from weijianyi.templatetags.ui import TONE_ICONS, cn_time, mask_phone, percent
from weijianyi.views.styleguide import Sample

ROOT = Path(settings.BASE_DIR)
FOLDER = ROOT / "templates"
TEMPLATES = sorted(FOLDER.rglob("*.html"))
STATIC = ROOT / "static"
KILOBYTE = 1024

forbidden = {
    "an inline style": r"<[^>]*\sstyle\s*=",
    "an inline handler": r"<[^>]*\s(?:on[a-z]+|hx-on[:\w-]*)\s*=",
    "an inline script": r"<script(?![^>]*\bsrc=)",
    "a style block": r"<style\b",
    "an asset from elsewhere": r"<(?:script|link|img|iframe|use)\b[^>]*(?:src|href)\s*=\s*\W?(?:https?:)?//",
    "a new window": r"target\s*=\s*[\"']?_blank",
    "half-width punctuation between two Han characters": r"[\u4e00-\u9fff][,;:?!][\u4e00-\u9fff]",
}


def zipped(name):
    return len(gzip.compress((STATIC / name).read_bytes(), 9)) / KILOBYTE


def without_tags(source):
    """The page's own markup: template tags and comments hold no markup of their own."""
    return re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", source)


@pytest.mark.parametrize("what", forbidden)
def test_templates_hold_nothing_forbidden(what):
    found = [
        f"{path.relative_to(FOLDER)}: {hit.group(0)[:60]}"
        for path in TEMPLATES
        for hit in re.finditer(forbidden[what], without_tags(path.read_text("utf-8")), re.IGNORECASE)
    ]
    assert not found


@pytest.mark.parametrize(
    ("what", "example"),
    [
        ("an inline style", '<p class="a" style="x">'),
        ("an inline handler", "<button onclick=go()>"),
        ("an inline script", "<script>go()</script>"),
        ("an asset from elsewhere", '<script src="https://cdn.example/x.js">'),
        ("an asset from elsewhere", "<img src=//cdn.example/x.png>"),
        ("half-width punctuation between two Han characters", "今天,明天"),
    ],
)
def test_the_checks_can_fail(what, example):
    assert re.search(forbidden[what], example)


def test_templates_stay_short():
    lengths = {path.name: len(path.read_text("utf-8").splitlines()) for path in TEMPLATES}
    assert {name: length for name, length in lengths.items() if length > 150} == {}


def test_every_icon_used_is_in_the_sprite_and_the_sprite_matches_its_list():
    sprite = (STATIC / "icons.svg").read_text("utf-8")
    drawn = set(re.findall(r'id="i-([a-z0-9-]+)"', sprite))
    listed = (STATIC / "icons.txt").read_text("utf-8").split()
    assert drawn == {line.partition("=")[0] for line in listed}
    sources = [path.read_text("utf-8") for path in TEMPLATES]
    sources += [
        path.read_text("utf-8")
        for app in ("weijianyi", "members", "suggestions", "dispatch")
        for path in (ROOT / app).rglob("*.py")
        if "migrations" not in path.parts
    ]
    used = set(TONE_ICONS.values())
    for source in sources:
        used |= set(re.findall(r'\{% icon "([a-z0-9-]+)"', source))
        used |= set(re.findall(r'\bicon["\']?\s*[=:]\s*["\']([a-z0-9-]+)["\']', source))
        used |= set(re.findall(r'\{% badge "[^"]*" "[^"]*" "([a-z0-9-]+)"', source))
    assert used <= drawn
    assert "MIT" in sprite


def test_what_the_page_loads_first_stays_small():
    assert zipped("app.css") <= 12
    assert zipped("app.js") <= 4
    assert zipped("icons.svg") <= 8


def test_the_style_sheet_needs_no_modern_kernel():
    css = re.sub(r"/\*.*?\*/", "", (STATIC / "app.css").read_text("utf-8"), flags=re.DOTALL)
    assert not re.findall(r":has\(|color-mix\(|@layer|@container|oklch\(|\bdvh\b|^\s*&", css, re.MULTILINE)


def test_the_base_page_needs_no_context():
    for name in ("base.html", "400.html", "403.html", "404.html", "409.html", "500.html", "503.html"):
        page = render_to_string(name)
        assert '<html lang="zh-CN"' in page, name
        assert "None" not in page, name


def test_a_refused_step_keeps_what_was_typed():
    page = render_to_string("409.html", {"sentence": "现在不能办。", "typed": [("理由", "内容<b>笼统")]})
    assert "现在不能办。" in page
    assert "内容&lt;b&gt;笼统" in page


def test_errors_are_summed_up_in_the_words_beside_the_field():
    form = Sample({"title": "", "kind": "s"})
    page = str(form)
    assert form.error_summary[0] == {"anchor": "id_title", "message": "请填写“标题”。"}
    assert '<a href="#id_title">请填写“标题”。</a>' in page
    assert '<div class="err" id="id_title_error"><p>请填写“标题”。</p></div>' in page
    assert re.search(
        r'<input[^>]*aria-invalid="true"[^>]*aria-describedby="id_title_helptext id_title_error"', page
    )
    assert '<a href="#id_result_0">' in page, "a group is reached at its first choice"


def test_optional_is_marked_and_required_is_not():
    page = str(Sample())
    assert re.search(r'完成时间<span class="opt">选填</span>', page)
    assert not re.search(r"标题\s*<span", page)
    assert " required" not in page


def test_nothing_is_chosen_for_the_rater():
    assert "checked" not in str(Sample()["grade"])


def test_a_counter_starts_from_what_is_written():
    class Draft(forms.Form):
        text = Sample.base_fields["problem"]

    page = str(Draft(initial={"text": "三个字"})["text"])
    assert "已写 3 / 200 字" in page
    assert 'data-count="200"' in page


def test_figures_and_phones_are_printed_honestly():
    assert percent(None) == "—"
    assert percent(0.977) == "97.7%"
    assert mask_phone("13812345206") == "138****5206"
    assert cn_time(None) == ""
