"""Rules of procedure that are data: `rulebook.value`, `.entries`, `.entry`, and their `.cache`."""

from weijianyi.rulebook import cache
from weijianyi.rulebook.lookup import entries, entry, value

__all__ = ["cache", "entries", "entry", "value"]
