"""An import from upload to end: checked at once, taken over in the background in portions, safe to run twice."""

from collections import Counter

from django.db import transaction
from django.utils import timezone

from dispatch.models import RosterImport, RosterKind
from dispatch.models.roster_import import MAKERS
from dispatch.people.rosters import handlers, items, members, reading, units
from dispatch.people.rosters.loading import REFUSED, SAME
from members import hats
from members.accounts import passwords
from members.models import User
from members.rules import has_role
from weijianyi.audit.noting import note
from weijianyi.work import outbox
from weijianyi.workflow import Forbidden, NotNow

TOPIC = "roster"
PORTION = 250  # rows in one transaction: a few seconds, far below the lease of an outbox row
SHEET = 50  # one-time passwords on one sheet: their hashing takes about three seconds
LOADERS = {
    RosterKind.MEMBERS: members.Members, RosterKind.UNITS: units.Units, RosterKind.HANDLERS: handlers.Handlers,
    RosterKind.ITEMS: items.Items,
}  # fmt: skip


def kinds(actor):
    """The lists this post may import and give out."""
    return [kind for kind in RosterKind if has_role(actor, *MAKERS[kind])]


def check_may(actor, kind):
    if kind not in kinds(actor):
        raise Forbidden(f"“{RosterKind(kind).label}”的名册不由您现在的岗位导入和导出。")


def upload(actor, kind, file, *, create=False):
    """The RosterImport of a file that was read and checked; ValidationError where the file itself is wrong."""
    check_may(actor, kind)
    rows, problems = reading.read(file, kind)
    found, counts = examined(actor.post.organisation, kind, rows, create=create)
    spoilt = {number for number, _, _ in problems}
    counts[REFUSED] += len(spoilt - {number for number, _, _ in found})
    return RosterImport.objects.create(
        organisation=actor.post.organisation, kind=kind, name=file.name[-120:], made_by=actor.post, rows=rows,
        problems=sorted([*problems, *found], key=lambda p: p[0]), counts={**counts, "create": create},
        total=len(rows),
    )  # fmt: skip


def examined(organisation, kind, rows, *, create=False):
    """([[row number, column, sentence]], Counter of what would come of the rows); nothing is written."""
    loader, problems, counts = LOADERS[kind](organisation, rows, create=create), [], Counter()
    for number, row in rows:
        look = loader.look(number, row)
        counts[look.status] += 1
        problems += [[number, column, sentence] for column, sentence in look.faults]
    return problems, counts


@transaction.atomic
def confirm(roster, actor):
    """From here on rows are written, portion by portion."""
    check_may(actor, roster.kind)
    started = RosterImport.objects.filter(pk=roster.pk, confirmed_at=None, problems=[])
    if not started.update(confirmed_at=timezone.now(), made_by=actor.post):
        raise NotNow("这一份已经确认过，或者还有问题没有改好。", None)
    put(roster.pk, 0)
    outbox.wake()


def put(pk, place):
    outbox.put(TOPIC, f"roster:{pk}:{place}", {"roster": pk, "place": place})


def handle(row):
    """One portion of the outbox topic; the next one is put with it."""
    roster = (
        RosterImport.objects.select_for_update()
        .select_related("organisation", "made_by")
        .get(pk=row.payload["roster"])
    )
    place = row.payload["place"]
    if roster.finished_at or roster.done != place:
        return
    actor = actor_of(roster)
    portion = roster.rows[place : place + PORTION]
    create = roster.counts.get("create", False)
    roster.accounts += write_all(roster.organisation, roster.kind, portion, actor, create=create)
    roster.done = place + len(portion)
    if roster.done >= roster.total:
        finish(roster, actor)
    else:
        put(roster.pk, roster.done)
        outbox.wake()
    roster.save(update_fields=["done", "accounts", *(["rows", "finished_at"] if roster.finished_at else [])])


def write_all(organisation, kind, rows, actor, *, create=False):
    """Write rows that hold; keys of accounts made on the way, none of which can sign in yet."""
    loader = LOADERS[kind](organisation, rows, create=create)
    for number, cells in rows:
        look = loader.look(number, cells)
        if look.status not in (SAME, REFUSED):
            loader.write(cells, look, actor)
    loader.flush()
    return loader.accounts


def actor_of(roster):
    return hats.recall(roster.made_by.user_id, roster.made_by_id) or hats.actor_for(
        roster.made_by.user, roster.made_by
    )


def finish(roster, actor):
    """All rows are in: the copy of what was uploaded goes, the log keeps the numbers."""
    roster.rows, roster.finished_at = [], timezone.now()
    note(
        roster, "import_rows", "导入名册", actor=actor, organisation_id=roster.organisation_id,
        kind=roster.kind, **{key: value for key, value in roster.counts.items() if key != "create"},
    )  # fmt: skip


def discard(roster):
    """Dropped before it was confirmed: nothing of it was written anywhere."""
    return RosterImport.objects.filter(pk=roster.pk, confirmed_at=None).delete()[0]


@transaction.atomic
def sheet(roster, actor):
    """[(user, one-time password)] of the next accounts that never had one; each is shown here only."""
    check_may(actor, roster.kind)
    held = RosterImport.objects.select_for_update().get(pk=roster.pk)
    keys, rest = held.accounts[:SHEET], held.accounts[SHEET:]
    users = User.objects.filter(pk__in=keys, is_active=True, last_login=None).order_by("name", "pk")
    made = [(user, passwords.give_first(user)) for user in users if not user.has_usable_password()]
    RosterImport.objects.filter(pk=roster.pk).update(accounts=rest)
    if made:
        note(roster, "first_password", "发一次性密码", actor=actor, number=len(made))
    return made


def sweep(on, *, now, dry_run=False):
    """Timed: uploads never confirmed go after seven days."""
    old = RosterImport.objects.filter(confirmed_at=None, made_at__lt=now - timezone.timedelta(days=7))
    number = old.count() if dry_run else old.delete()[0]
    return [f"清理没有确认的导入 {number} 份"] if number else []
