"""Every situation by name, wherever it stands."""

from tests import situations, situations_bulletins, situations_pressure, situations_reports

SITUATIONS = (
    vars(situations) | vars(situations_pressure) | vars(situations_reports) | vars(situations_bulletins)
)
