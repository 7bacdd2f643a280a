"""Rows of the route test: points, records, objections, versions of the rules, certificates."""

from members.models import ScoreEntry, ServiceRecord
from members.scores import presets, schemes
from tests import scored

OFFICE = "staff head county"
KEEPS = "staff head"
RECORDS = f"{OFFICE} editor operator"
EDITS = f"{OFFICE} admin"
MEMBERS = "member member2"


def things(w):
    objection = scored.objection(w)
    draft = schemes.create(w.city, presets.OURS)
    return {
        "objection": {"slug": objection.slug}, "score-member": {"pk": w["member"].post.member_id},
        "score-entry": {"pk": ScoreEntry.objects.get().pk}, "record": {"pk": ServiceRecord.objects.get().pk},
        "draft-scheme": {"pk": draft.pk}, "scheme": {"pk": w.city.score_schemes.get(version=1).pk},
        "score-group": {"pk": draft.pk, "key": draft.groups.first().pk},
        "score-rule": {"pk": draft.pk, "key": draft.rules.first().pk},
    }  # fmt: skip


def rows(only, safe, unsafe):
    """{(name, thing, more arguments): (GET, POST)}; the county's office has points of its own."""
    of_office = lambda get, post: (only(KEEPS, get, _404="county"), only(KEEPS, post, _404="county"))  # noqa: E731
    of_draft = lambda get, post: (  # noqa: E731
        only(f"{KEEPS} admin", get, _404="county"),
        only(f"{KEEPS} admin", post, _404="county"),
    )
    posted = lambda code: ("405", only(f"{KEEPS} admin", code, _404="county"))  # noqa: E731
    unseen = {"rest": "404"}
    return {
        ("my-scores", "", ""): safe(f"{MEMBERS} former"),
        ("my-certificate", "", ""): safe(f"{MEMBERS} former"),
        ("score-objection-new", "", ""): (only(MEMBERS), only(MEMBERS, "422")),
        ("score-objections", "", ""): safe(OFFICE),
        ("score-objection", "objection", ""): safe("member staff head", **unseen),
        ("score-table", "", ""): safe(OFFICE),
        ("score-export", "", ""): safe(KEEPS, _409="county"),
        ("score-certificates", "", ""): safe(KEEPS, _409="county"),
        ("score-certificate", "score-member", ""): safe(KEEPS, _404="county"),
        ("score-participation", "", ""): safe(f"{OFFICE} leader"),
        ("score-member", "score-member", ""): safe(KEEPS, _404="county"),
        ("score-adjust", "score-member", ""): of_office("200", "422"),
        ("score-outside", "score-member", ""): of_office("200", "422"),
        ("score-reverse", "score-entry", ""): of_office("200", "422"),
        ("service-list", "", ""): safe(RECORDS),
        ("service-new", "", ""): (only(RECORDS), only(RECORDS, "422")),
        ("service-import", "", ""): (only(RECORDS), only(RECORDS, "422")),
        ("service-template", "", ""): safe(RECORDS),
        ("service-void", "record", ""): (
            only(KEEPS, _404="county editor operator"), only(KEEPS, "422", _404="county editor operator"),
        ),
        ("score-schemes", "", ""): safe(EDITS),
        ("score-scheme-new", "", ""): unsafe(EDITS),
        ("score-scheme", "scheme", ""): safe(f"{KEEPS} admin", _404="county"),
        ("score-scheme-edit", "scheme", ""): of_draft("409", "409"),
        ("score-scheme-edit", "draft-scheme", ""): of_draft("200", "422"),
        ("score-scheme-copy", "scheme", ""): posted("302"),
        ("score-scheme-discard", "draft-scheme", ""): posted("302"),
        ("score-scheme-enact", "draft-scheme", ""): of_draft("200", "422"),
        ("score-scheme-try", "draft-scheme", ""): safe(f"{KEEPS} admin", _404="county"),
        ("score-group", "score-group", ""): of_draft("200", "422"),
        ("score-rule", "score-rule", ""): of_draft("200", "422"),
        ("score-remove", "score-rule", "what=rules"): posted("302"),
        ("step", "objection", "noun=scoreobjection name=uphold"): (
            only(KEEPS, _403="member", rest="404"), only(KEEPS, "422", _403="member", rest="404"),
        ),
    }  # fmt: skip
