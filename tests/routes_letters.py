"""Rows of the route test about Word letters and their templates."""

OFFICE = "staff head county"


def rows(only, safe, of_admin, held):
    """Built with the words of the route test; `held` are the readers of the desk in hand."""
    return {
        ("item-letter", "working", "kind=handover"): (held, "405"),
        ("item-letter", "working", "kind=form"): (held, "405"),
        ("item-letter", "working", "kind=reply_letter"): safe(
            "", rest="404"
        ),  # no letter of this kind of item
        ("item-notice", "submitted", "kind=decline_notice"): safe("", rest="404"),
        ("compilation", "", ""): safe(f"{OFFICE} leader"),
        ("compilation-file", "", ""): safe("staff head leader", _302="county"),
        ("handover-lists", "", ""): safe("staff head supervisor", _409="county"),
        ("letter-templates", "", ""): of_admin(),
        ("letter-template-file", "", "kind=handover"): of_admin(),
        ("letter-template-try", "", "kind=handover"): of_admin(),
        ("letter-template-replace", "", "kind=handover"): of_admin("422", "405"),
        ("letter-template-default", "", "kind=handover"): of_admin("302", "405"),
    }
