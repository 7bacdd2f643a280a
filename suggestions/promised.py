"""What was promised on an earlier item of the same matter and is still to be kept."""

from dataclasses import dataclass
from datetime import date

from suggestions.models import Item

# States of dispatch.Promise and the way to it: read upward through reverse relations, without an import.
UNKEPT = ("open", "late", "kept", "broken")
PATH = "desks__promises__"


@dataclass(frozen=True)
class OldPromise:
    item: Item
    slug: str
    unit: str
    text: str
    due_on: date
    state: str


def on(items):
    """Promises of these items that nobody has found kept, the most urgent first; one statement, none without items."""
    known = {item.pk: item for item in items}
    if not known:
        return []
    names = [PATH + name for name in ("slug", "department__short_name", "text", "due_on", "state")]
    rows = Item.objects.filter(pk__in=known, **{f"{PATH}state__in": UNKEPT})
    rows = rows.order_by(f"{PATH}due_on", f"{PATH}pk").values_list("pk", *names)
    return [OldPromise(known[pk], *facts) for pk, *facts in rows]
