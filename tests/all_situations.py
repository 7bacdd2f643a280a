"""Every situation by name, wherever it stands."""

from tests import (
    situations,
    situations_bulletins,
    situations_opinions,
    situations_pressure,
    situations_reports,
    situations_studios,
)

PARTS = (
    situations,
    situations_bulletins,
    situations_opinions,
    situations_pressure,
    situations_reports,
    situations_studios,
)
SITUATIONS = {name: value for part in PARTS for name, value in vars(part).items()}
