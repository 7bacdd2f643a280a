"""Rows of the route test: the pages of figures beside the overview."""

OVERVIEW = "staff head county leader"


def rows(only, safe):
    """{(name, thing, more arguments): (GET, POST)}"""
    return {
        ("overview-units", "", ""): safe(f"{OVERVIEW} supervisor"),
        ("overview-members", "", ""): safe(OVERVIEW),
        ("overview-counties", "", ""): safe(OVERVIEW),
        ("overview-metrics", "", ""): safe(OVERVIEW),
        ("overview-export", "", ""): safe(f"{OVERVIEW} supervisor handler unitlead handler2"),
        ("figures-mine", "", ""): safe("member member2 operator"),
    }
