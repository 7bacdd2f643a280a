"""What every list does with a row: look at it, say new, changed or same, and write it."""

from dataclasses import dataclass, field

from dispatch.people.rosters.columns import YES, as_day, faults

NEW, CHANGED, SAME, REFUSED = "new", "changed", "same", "refused"


@dataclass
class Look:
    """What one row comes to: `faults` [(column, sentence)], `record` the row's own object, `key` what names it."""

    status: str = NEW
    faults: list = field(default_factory=list)
    record: object = None
    key: tuple = ()


class Loader:
    """Base of the four lists. `rows` are those about to be looked at: their names are asked for at once."""

    kind = ""

    def __init__(self, organisation, rows, *, create=False):
        self.organisation, self.create = organisation, create
        self.seen, self.accounts = {}, []
        self.prepare([row for _, row in rows])

    def prepare(self, rows):
        """Read what rows will be compared with, in a few statements."""

    def look(self, number, row):
        look = Look(faults=faults(self.kind, row))
        if not look.faults:
            look.key = self.key(row)
            if look.key in self.seen:
                look.faults.append((self.named, f"与第 {self.seen[look.key]} 行重复。"))
            self.seen[look.key] = number
        if not look.faults:
            self.judge(row, look)
        if look.faults:
            look.status = REFUSED
        return look

    named = ""  # the column that a repeated row is reported under

    def key(self, row):
        raise NotImplementedError

    def judge(self, row, look):
        """Set record and status, or add faults."""
        raise NotImplementedError

    def write(self, row, look, actor):
        raise NotImplementedError

    def flush(self):
        """Write what was collected, after the last row of a portion."""

    def lines(self):
        """The list as it stands, in the shape of the template."""
        raise NotImplementedError


def yes(row, label, default=True):
    """A flag; an absent column or an empty cell says the default."""
    return row[label] == YES if row.get(label) else default


def day(row, label, default=None):
    return as_day(row[label]) if row.get(label) else default


def differs(record, values):
    return any(getattr(record, name) != value for name, value in values.items())


def iso(value):
    return value.isoformat() if value else ""
