"""Rows of the route test about bulk acts, exports, kept filters and the remarks on replies."""

from django.utils import timezone

from dispatch.models import Export, SavedFilter

OFFICE = "staff head county"
WATCHES = f"{OFFICE} supervisor"
LEDGER = f"{WATCHES} leader editor"


def things(w):
    staff = w["staff"]
    made = Export.objects.create(list="ledger", user=staff.user, post=staff.post, asked_at=timezone.now())
    kept = SavedFilter.objects.create(post=staff.post, page="ledger", name="城管", query="q=城管")
    return {
        "export": {"slug": made.slug}, "export-link": {"token": "eyJ0.none.x"},
        "filter": {"page": "ledger", "pk": kept.pk},
    }  # fmt: skip


def rows(only, safe, unsafe):
    """{(name, thing, more arguments): (GET, POST)}"""
    seated = (
        "member member2 operator staff head editor leader supervisor handler unitlead handler2 relay county admin"
        " auditor informant"
    )
    return {
        ("bulk", "", "source=handouts"): (only(WATCHES), only(WATCHES)),
        ("bulk", "", "source=accepted"): (only(OFFICE), only(OFFICE, "422")),
        ("bulk", "", "source=review"): (only(OFFICE), only(OFFICE, "422")),
        ("bulk", "", "source=ledger"): (only(WATCHES), only(WATCHES)),
        ("finding-table", "", ""): safe(WATCHES),
        ("finding-replies", "", ""): safe(WATCHES),
        ("export-list", "", ""): safe(f"jobless {seated}"),
        ("export-start", "", "name=ledger"): (only(LEDGER), only(LEDGER, "302")),
        ("export-now", "", "name=ledger"): safe(LEDGER),
        ("export-file", "export-link", ""): safe("", rest="404"),
        ("export-page", "export", ""): safe("staff", rest="404"),
        ("export-cancel", "export", ""): unsafe("staff", rest="404"),
        ("export-again", "export", ""): unsafe("staff", rest="404"),
        ("export-link", "export", ""): unsafe("staff", rest="404"),
        ("filter-save", "", "page=ledger"): unsafe(LEDGER),
        ("filter-remove", "filter", ""): unsafe("staff", _404="head county supervisor leader editor"),
    }  # fmt: skip
