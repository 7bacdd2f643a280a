"""Rows of the route test: people, units, groups, imports, accounts, the log, the system's pages."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from dispatch.people.rosters import running
from members import memberships
from members.models import Collective, FixedContact, Patronage, PatronVisit, Term

LIST = "姓名,手机号\n李新,13911110001\n".encode()
READS, EDITS = "staff head leader admin", "staff head"
GROUP = "member member2 operator staff head leader admin liaison"


def things(w):
    group = Collective.objects.create(organisation=w.city, kind="sgroup", name="医卫一组")
    seat = w["member2"].post.member
    row = memberships.join(seat, group, timezone.localdate())
    patronage = Patronage.objects.create(leader=w["leader"].post, collective=group)
    visit = PatronVisit.objects.create(
        patronage=patronage, held_on=timezone.localdate(), what="听取意见", entered_by=w["leader"].post
    )
    contact = FixedContact.objects.create(member=w["member"].post.member, name="王大爷")
    term = Term.objects.create(organisation=w.city, number=6, begins_on="2022-01-01")
    roster = running.upload(w["staff"], "members", SimpleUploadedFile("a.csv", LIST))
    return {
        "account": {"pk": w["staff2"].user.pk}, "post-of-staff2": {"pk": w["staff2"].post.pk},
        "member-seat": {"pk": seat.pk}, "group": {"pk": group.pk}, "group-row": {"pk": group.pk, "row": row.pk},
        "patronage": {"pk": patronage.pk}, "visit": {"pk": visit.pk},
        "fixed-contact": {"pk": contact.pk}, "term": {"pk": term.pk},
        "roster": {"pk": roster.pk},
    }  # fmt: skip


def rows(only, safe, unsafe):
    """{(name, thing, more arguments): (GET, POST)}"""
    return (
        accounts(only, safe) | auditing(only, safe, unsafe) | people(only, safe) | units(only, safe)
        | groups(only, safe, unsafe) | rosters(only, safe, unsafe)
    )  # fmt: skip


def office(only):
    """A form of the city's office; the county's does not find it."""
    return only(EDITS, _404="county"), only(EDITS, "422", _404="county")


def fresh(only, who=f"{EDITS} county"):
    return only(who), only(who, "422")


def accounts(only, safe):
    return {
        ("account-list", "", ""): safe("admin"),
        ("account-list", "", "?q=1&role=member&state=locked"): safe("admin"),
        ("account-new", "", ""): fresh(only, "admin"),
        ("account-person", "account", ""): safe("admin"),
        ("account-post-new", "account", ""): fresh(only, "admin"),
        ("account-post-end", "post-of-staff2", ""): fresh(only, "admin"),
        ("account-act", "account", "name=password"): (only("admin"), only("admin")),
        ("account-act", "account", "name=disable"): (only("admin"), only("admin", "302")),
        ("account-act", "account", "name=nonsense"): (only("", _404="admin"), only("", _404="admin")),
    }


def auditing(only, safe, unsafe):
    auditor, system, others = "auditor", "sysadmin", {"_403": "informant liaison sysadmin"}
    query = "?person=1&step=sign&noun=dispatch.assignment&first=2020-01-01&last=2030-01-01"
    return {
        ("log", "", ""): safe(auditor, **others),
        ("log", "", query): safe(auditor, **others),
        ("log-export", "", ""): ("405", only(auditor, "200", **others)),
        ("log-sign-ins", "", ""): safe(auditor, **others),
        ("organisation-list", "", ""): safe(system),
        ("organisation-new", "", ""): fresh(only, system),
        ("system-health", "", ""): safe(system),
        ("system-retry", "", ""): unsafe(system),
    }


def people(only, safe):
    return {
        ("member-list", "", ""): safe(f"{READS} county"),
        ("member-roster", "", ""): safe(f"{READS} county"),
        ("member", "member-seat", ""): safe(READS, _404="county"),
        ("member-new", "", ""): fresh(only),
        ("member-edit", "member-seat", ""): office(only),
        ("member-leave", "member-seat", ""): office(only),
        ("handover-member", "member-seat", ""): safe(READS, _404="county"),
        ("handover-member", "member-seat", "?as=xlsx"): safe(READS, _404="county"),
        ("term-list", "", ""): safe(f"{READS} county"),
        ("term-new", "", ""): fresh(only),
        ("term-edit", "term", ""): office(only),
        ("term-end", "term", ""): office(only),
        ("handover-term", "term", ""): safe(READS, _404="county"),
    }


def units(only, safe):
    own = f"{READS} handler unitlead"
    return {
        ("unit-list", "", ""): safe(f"{READS} county"),
        ("unit", "unit", ""): safe(own, rest="404"),
        ("unit-new", "", ""): fresh(only),
        ("unit-edit", "unit", ""): office(only),
        ("unit-rename", "unit", ""): office(only),
        ("unit-merge", "unit", ""): office(only),
        ("handover-post", "unit", ""): safe("", rest="404", _403=own),
    }


def groups(only, safe, unsafe):
    own = {"_404": "member2"}
    return {
        ("group-list", "", ""): safe(f"{GROUP} county"),
        ("group", "group", ""): safe(GROUP, _404="county"),
        ("group-new", "", ""): fresh(only),
        ("group-edit", "group", ""): office(only),
        ("group-join", "group", ""): office(only),
        ("group-leave", "group-row", ""): unsafe(EDITS, _404="county"),
        ("patronage-list", "", ""): safe(f"{GROUP} county"),
        ("patronage-new", "", ""): fresh(only),
        ("patron-visit", "patronage", ""): (
            only(f"{EDITS} leader", _404="county"), only(f"{EDITS} leader", "422", _404="county"),
        ),
        ("patron-visit-void", "visit", ""): (
            only(f"{EDITS} leader", _404="county"), only(f"{EDITS} leader", "422", _404="county"),
        ),
        ("patronage-end", "patronage", ""): unsafe(EDITS, _404="county"),
        ("my-contacts", "", ""): safe("member member2"),
        ("my-contact-new", "", ""): fresh(only, "member member2"),
        ("my-contact", "fixed-contact", ""): (only("member", **own), only("member", "422", **own)),
        ("my-contact-drop", "fixed-contact", ""): unsafe("member", **own),
    }  # fmt: skip


def rosters(only, safe, unsafe):
    makers = "staff head admin"
    return {
        ("roster-list", "", ""): safe(f"{makers} county"),
        ("roster-new", "", "kind=members"): fresh(only, f"{makers} county"),
        ("roster-new", "", "kind=handlers"): fresh(only, "admin"),
        ("roster-template", "", "kind=units"): safe(f"{makers} county"),
        ("roster-export", "", "kind=items"): fresh(only),
        ("roster", "roster", ""): safe(makers, rest="404"),
        ("roster-problems", "roster", ""): safe(makers, rest="404"),
        ("roster-confirm", "roster", ""): unsafe(makers, rest="404"),
        ("roster-discard", "roster", ""): unsafe(makers, rest="404"),
        ("roster-sheet", "roster", ""): unsafe(makers, rest="404"),
    }
