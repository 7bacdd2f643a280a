"""Template words of the interface: icons, state badges and the ways dates and numbers are printed."""

from datetime import date, datetime

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html

from weijianyi import forms

register = template.Library()

TONE_ICONS = {"wait": "clock", "do": "progress", "rate": "star", "ok": "check", "bad": "alert-triangle"}
WEEKDAYS = "一二三四五六日"


@register.simple_tag
def icon(name, size=""):
    """{% icon "send" %}, {% icon "send" "sm" %}; always beside a word or inside a labelled control."""
    return format_html(
        '<svg class="i {}" aria-hidden="true"><use href="{}#i-{}"/></svg>', size, static("icons.svg"), name
    )


@register.inclusion_tag("ui/badge.html")
def badge(label, tone="", icon=""):
    """{% badge "待审核" "wait" %}: tone wait|do|rate|ok|bad|line|brand or none; tones bring their icon."""
    return {"label": label, "tone": tone, "icon": icon or TONE_ICONS.get(tone, "")}


@register.filter
def error_summary(form):
    """[{anchor, message}] of any form, Django's own included."""
    return forms.error_summary(form)


@register.filter
def cn_time(moment):
    """11月24日 16:20, with the year when it is not this year; a date prints without a time."""
    if not isinstance(moment, date):
        return moment or ""
    if isinstance(moment, datetime) and timezone.is_aware(moment):
        moment = timezone.localtime(moment)
    year = "" if moment.year == timezone.localdate().year else f"{moment.year}年"
    clock = f" {moment:%H:%M}" if isinstance(moment, datetime) else ""
    return f"{year}{moment.month}月{moment.day}日{clock}"


@register.filter
def cn_weekday(day):
    """周一"""
    return f"周{WEEKDAYS[day.weekday()]}"


@register.filter
def mask_phone(number):
    """138****5206"""
    digits = str(number or "")
    return f"{digits[:3]}****{digits[-4:]}" if len(digits) >= 8 else digits


@register.filter
def percent(share, places=1):
    """A share of 1 as 97.7%; an unknown share is a dash, never 0."""
    return "—" if share is None else f"{float(share) * 100:.{places}f}%"
