"""Rows of the route test: passwords, the second factor, devices, the service outside, standing in."""

from datetime import timedelta

from django.utils import timezone

from members import standing_in

PEOPLE = (
    "jobless member member2 operator staff head editor leader supervisor handler unitlead handler2 relay county "
    "admin auditor"
)


def things(w):
    today = timezone.localdate()
    row = standing_in.arrange(
        w["head"], w["head"].post, w["staff"].post, valid_from=today + timedelta(days=9),
        valid_to=today + timedelta(days=9),
    )  # fmt: skip
    return {"stand-in": {"pk": row.pk}, "post-of-staff": {"pk": w["staff"].post.pk}}


def rows(only, safe, unsafe):
    everybody = only(PEOPLE)
    anybody = only(f"anonymous {PEOPLE}")
    return {
        ("account-password", "", ""): (everybody, only(PEOPLE, "422")),
        ("account-forgotten", "", ""): (anybody, only(f"anonymous {PEOPLE}", "422")),
        ("account-reset", "", ""): (anybody, only(f"anonymous {PEOPLE}", "422")),
        ("second-factor", "", ""): (only(PEOPLE, "302"), only(PEOPLE, "302")),
        ("second-factor-new", "", ""): (everybody, only(PEOPLE, "422")),
        ("second-factor-off", "", ""): (everybody, only(PEOPLE, "422")),
        ("device-list", "", ""): safe(PEOPLE),
        ("device-end", "", ""): unsafe(PEOPLE),
        ("outside-start", "", ""): (only("", rest="404", _404="anonymous"), "405"),
        ("outside-back", "", ""): (only("", rest="404", _404="anonymous"), "405"),
        ("outside-unlink", "", ""): unsafe(PEOPLE),
        ("stand-in-list", "", ""): safe(PEOPLE),
        ("stand-in-new", "post-of-staff", ""): (only("staff", rest="404"), only("staff", "422", rest="404")),
        ("stand-in-end", "stand-in", ""): unsafe("staff head admin", rest="404"),
    }
