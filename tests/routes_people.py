"""Rows of the route test: people, units, groups, imports, accounts, the log, the system's pages."""


def things(w):
    return {
        "account": {"pk": w["staff2"].user.pk}, "post-of-staff2": {"pk": w["staff2"].post.pk},
    }  # fmt: skip


def rows(only, safe, unsafe):
    """{(name, thing, more arguments): (GET, POST)}"""
    admin = only("admin"), only("admin", "422")
    auditor, system = "auditor", "sysadmin"
    return {
        ("account-list", "", ""): safe("admin"),
        ("account-list", "", "?q=1&role=member&state=locked"): safe("admin"),
        ("account-new", "", ""): admin,
        ("account-person", "account", ""): safe("admin"),
        ("account-post-new", "account", ""): admin,
        ("account-post-end", "post-of-staff2", ""): admin,
        ("account-act", "account", "name=password"): (only("admin"), only("admin")),
        ("account-act", "account", "name=disable"): (only("admin"), only("admin", "302")),
        ("account-act", "account", "name=nonsense"): (
            only("", _404="admin"), only("", _404="admin"),
        ),
        ("log", "", ""): safe(auditor, _403="informant sysadmin"),
        ("log", "", "?person=1&step=sign&noun=dispatch.assignment&first=2020-01-01&last=2030-01-01"): safe(
            auditor, _403="informant sysadmin"
        ),
        ("log-export", "", ""): ("405", only(auditor, "200", _403="informant sysadmin")),
        ("log-sign-ins", "", ""): safe(auditor, _403="informant sysadmin"),
        ("organisation-list", "", ""): safe(system),
        ("organisation-new", "", ""): (only(system), only(system, "422")),
        ("system-health", "", ""): safe(system),
        ("system-retry", "", ""): unsafe(system),
    }  # fmt: skip
