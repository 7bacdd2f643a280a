"""On paper: an issue is its red-head page and nothing of the desk; the ledger and the month stay tables."""

import pytest
from django.urls import reverse
from django.utils import timezone

from members.models import User
from tests import upward, world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
A4 = 718  # what a sheet leaves beside its margins


def displayed(tab, selector):
    return tab.eval_on_selector(selector, "e => getComputedStyle(e).display")


def test_an_issue_prints_its_text_without_instructions_and_lists_print_as_tables(page):
    w = world.build()
    User.objects.update(welcomed_at=timezone.now())
    brief = upward.adopted(w).brief_entries.get().brief
    upward.instructed(w, brief, "王书记")
    tab = page(w["editor"].user, width=A4)
    tab.emulate_media(media="print")
    tab.goto(brief.get_absolute_url())
    assert tab.locator(".redhead").is_visible()
    assert tab.get_by_text("市委办公室：").is_visible()
    assert not tab.get_by_text("王书记的批示").is_visible()
    for name in ("report-ledger", "report-month", "informant-list"):
        tab.goto(reverse(name))
        assert displayed(tab, "table thead") == "table-header-group", name
        assert displayed(tab, "tbody tr") == "table-row", name
