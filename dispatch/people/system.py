"""The system administrator's view: organisations, timed jobs, what waits in the background; no content."""

from django.db import transaction
from django.db.models import Count, Max, Min, Q
from django.utils import timezone

from members.accounts import opening
from members.models import Organisation
from members.rules import has_role
from members.states import Role
from weijianyi.audit.noting import note
from weijianyi.work import outbox, timetable
from weijianyi.work.models import JobRun, Outbox
from weijianyi.workflow import Forbidden


def check_system(actor):
    if not has_role(actor, Role.SYS_ADMIN):
        raise Forbidden("这一页由系统管理员使用。")


def organisations():
    """Each with the number of its posts and administrators of today."""
    current = Q(posts__valid_to=None) | Q(posts__valid_to__gte=timezone.localdate())
    admins = current & Q(posts__role=Role.ORG_ADMIN, posts__user__is_active=True)
    rows = Organisation.objects.select_related("parent").order_by("code")
    return rows.annotate(
        held=Count("posts", filter=current, distinct=True),
        admins=Count("posts", filter=admins, distinct=True),
    )


@transaction.atomic
def create_organisation(actor, *, admin_username, admin_name, admin_phone="", **fields):
    """(organisation, post of its first administrator, one-time password)."""
    check_system(actor)
    made = Organisation(**fields)
    made.full_clean()
    made.save()
    post, password = opening.open_account(admin_username, admin_name, made, Role.ORG_ADMIN, phone=admin_phone)
    note(
        made, "create_organisation", "新建政协组织", actor=actor, organisation_id=made.pk, admin=post.user_id
    )
    return made, post, password


def jobs():
    """[(job, its latest run or None)] of the timetable, in two statements."""
    latest = dict(JobRun.objects.values_list("name").annotate(last=Max("pk")))
    runs = {run.name: run for run in JobRun.objects.filter(pk__in=latest.values())}
    return [(job, runs.get(job.name)) for job in timetable.JOBS]


def background(now):
    """What waits: [(topic, waiting, stuck, oldest)], and the rows given up, with the class of their error only."""
    stuck = Q(attempts__gte=Outbox.MAX_ATTEMPTS)
    topics = (
        Outbox.objects.waiting().order_by().values("topic")
        .annotate(waiting=Count("pk"), stuck=Count("pk", filter=stuck), oldest=Min("created_at"))
    )  # fmt: skip
    given_up = list(Outbox.objects.stuck().order_by("pk")[:50])
    for row in given_up:
        row.error = row.last_error.partition(":")[0]
    return list(topics.order_by("topic")), given_up


def retry(actor):
    """Rows that were given up get a fresh start; returns how many."""
    check_system(actor)
    return outbox.retry(list(Outbox.objects.stuck().values_list("key", flat=True)))
