"""Health pages for machines: is the process alive, and can it do its work. Names only, never facts."""

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.db import Error
from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from weijianyi.work.models import JobRun, Outbox

OLDEST_ROW = timedelta(minutes=5)
OLDEST_BEAT = timedelta(minutes=3)


@login_not_required
@require_safe
@never_cache
def live(request):
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@require_safe
@never_cache
def ready(request):
    failing = faults(timezone.now())
    return JsonResponse({"failing": failing}, status=503 if failing else 200)


def faults(now):
    """Names of what does not work: database, outbox (nobody drains), timetable (nobody ticks)."""
    beat = JobRun.objects.filter(name="tick", finished_at__gte=now - OLDEST_BEAT)
    try:
        return [
            *(["outbox"] if Outbox.objects.due(now - OLDEST_ROW).exists() else []),
            *([] if beat.exists() else ["timetable"]),
        ]
    except Error:
        return ["database"]
