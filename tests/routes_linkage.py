"""Rows of the route test: hand-overs between organisations, exchange files, keys."""

from dispatch.models import ExchangeFile
from tests import linked

OFFICE = "staff head county"
BLIND = (
    "jobless member member2 operator editor supervisor handler unitlead handler2 relay county admin auditor"
)


def things(w):
    arrival = linked.from_county(w)
    file = ExchangeFile.objects.create(
        organisation=w.city, other=w.county, link=arrival.link, way="in", sha256="0" * 64, fingerprint="x",
        messages=1, fresh=1, at=arrival.arrived_at,
    )  # fmt: skip
    return {
        "arrival": {"slug": arrival.slug},
        "exchanged": {"slug": file.slug},
        "handed-over": {"slug": arrival.link.code},
    }


def rows(only, safe, unsafe):
    return {
        ("link-list", "", ""): safe(f"{OFFICE} leader"),
        ("link-counties", "", ""): safe(f"{OFFICE} leader"),
        ("arrival-detail", "arrival", ""): safe("staff head leader", rest="404"),
        ("step", "arrival", "noun=arrival name=receive"): (
            only("staff head", _404=BLIND), only("staff head", "302", _404=BLIND),
        ),
        ("step", "arrival", "noun=arrival name=refuse"): (
            only("staff head", _404=BLIND), only("staff head", "422", _404=BLIND),
        ),
        ("exchange", "", ""): (only(OFFICE), only(OFFICE, "422")),
        ("exchange-export", "handed-over", ""): unsafe("", _404=OFFICE),
        ("exchange-receipt", "exchanged", ""): safe("staff head", _404="county"),
        ("exchange-keys", "", ""): (only("admin sysadmin"), only("admin sysadmin", "422")),
    }  # fmt: skip
