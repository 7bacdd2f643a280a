"""Setting up a line: its first table of states, its client, its address and secret."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from dispatch.hotline.words import FIRST_TABLE, Way
from dispatch.models import HotlineLine, HotlineStatus, Officer
from members import clients
from weijianyi import sealing
from weijianyi.taking import fingerprint
from weijianyi.workflow import NotNow

USUAL = "solved"  # the class of a reply where the table names none
OVERLAP = timedelta(days=7)  # both secrets count, so that the partner can change over


@transaction.atomic
def save(form):
    """The line of a valid form; a new one starts with our table, one over HTTP gets its client and address."""
    fresh = form.instance.pk is None
    line = form.save()
    if fresh:
        HotlineStatus.objects.bulk_create(
            HotlineStatus(line=line, word=word, effect=effect, result_code=code)
            for word, effect, code in FIRST_TABLE
        )
    if line.way == Way.HTTP:
        connect(line)
    return line


def connect(line):
    """What a machine needs to act for the hotline's department."""
    if line.client_id is None:
        line.client = clients.new(line.department.organisation, line.name)
        Officer.objects.create(post=line.client, department=line.department)
    line.inbound_key = line.inbound_key or secrets.token_hex(8)
    line.save(update_fields=["client", "inbound_key"])


@transaction.atomic
def renew_secret(line, seen):
    """A new secret in clear, for this one time. `seen`: the line's version on the page, so that a double click
    does not throw away the secret just shown."""
    line = HotlineLine.objects.select_for_update(of=("self",)).select_related("department").get(pk=line.pk)
    if line.way != Way.HTTP:
        raise NotNow("只有接口对接的热线才用密钥。")
    if seen != fingerprint(line):
        raise NotNow("这条热线的设置刚刚有了变化，请先看最新的内容。")
    secret = sealing.new_secret()
    line.old_secret, line.old_secret_until = line.secret, timezone.now() + OVERLAP if line.secret else None
    line.secret = sealing.sealed(secret)
    line.save()
    return secret
