"""Starting and stopping clocks of many subjects at once, for bulk steps; the same rules as deadlines.py."""

from django.db.models import Min

from weijianyi.clock import deadlines
from weijianyi.clock.models import Deadline
from weijianyi.clock.models.deadline import WINDOWS

BATCH = 500


def start_many(wanted, *, at):
    """Clocks for [(subject, code, limit_code, label)], none of which runs yet; one moment, so a due day per limit."""
    models, made = {}, []
    for subject, code, limit_code, label in wanted:
        key = (subject.organisation_id, subject.kind, code, limit_code)
        if key not in models:
            models[key] = deadlines.prepared(subject, code, at=at, limit_code=limit_code, label=label)
            made.append(models[key])
        else:
            made.append(deadlines.twin(models[key], subject))
    Deadline.objects.bulk_create(made, batch_size=BATCH)
    return made


def stop_many(subjects, codes, *, at, cancelled=False):
    """Stop the running clocks of those codes; the few that were paused go the careful way."""
    if not subjects:
        return
    running = Deadline.objects.running().on(subjects[0]).filter(code__in=codes)
    running = running.filter(object_id__in=[subject.pk for subject in subjects])
    kept, late, cancel = Deadline.Outcome.KEPT, Deadline.Outcome.LATE, Deadline.Outcome.CANCELLED
    for clock in running.exclude(paused_since=None):
        deadlines.finish(clock, at, cancelled)
    if cancelled:
        running.update(stopped_at=at, outcome=cancel)
        return
    running.filter(due_at__lt=at).update(stopped_at=at, outcome=late)
    running.filter(due_at__gte=at).update(stopped_at=at, outcome=kept)


def next_due_of(threads):
    """{thread: day} of the earliest clock that runs and is not paused."""
    running = Deadline.objects.running().filter(thread__in=threads, paused_since=None)
    rows = running.exclude(code__in=WINDOWS).order_by().values_list("thread").annotate(Min("due_on"))
    return dict(rows)
