"""How a row of the route test says who is let in, and with which answer the others are refused."""

from tests.rounds import PERSONAS

OFFICE = "staff head county"


def only(personas, code="200", rest="403", **others):
    """{persona: code}: those named get `code`, the others `rest`, and further codes by name: _404="…"."""
    answers = dict.fromkeys(PERSONAS, rest) | {"anonymous": "login"}
    for more, names in {f"_{code}": personas, **others}.items():
        answers |= dict.fromkeys(names.split(), more[1:].replace("_", "/"))
    named = " ".join([personas, *others.values()]).split()
    for persona in {"informant", "liaison", "sysadmin"} - set(named):
        answers[persona] = answers["auditor"]  # no seat, no office, studios only, no content
    if "former" not in named:
        answers["former"] = answers[
            "jobless"
        ]  # nothing of others, no step; the own things have a test of theirs
    return answers


def safe(personas, rest="403", **others):
    """A page that is only read."""
    get = only(personas, rest=rest, **others)
    return get, "405"


def unsafe(personas, code="302", rest="403", **others):
    """An address that only takes forms."""
    return "405", only(personas, code, rest, **others)
