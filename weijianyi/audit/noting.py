"""note(): an act on a plain record (an account, a roster, an organisation) in the one log of events."""

import uuid

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from weijianyi.audit.models import Event


def note(subject, step, label, *, actor, organisation_id=None, at=None, **data):
    """Write one event about a record without a machine. `data`: codes and numbers, never what people wrote."""
    return Event.objects.create(
        content_type=ContentType.objects.get_for_model(subject), object_id=subject.pk,
        thread=getattr(subject, "thread", f"{subject._meta.model_name}-{subject.pk}"), step=step, label=label,
        data=data,
        organisation_id=organisation_id or actor.organisation_id, actor_kind=actor.kind, user=actor.user,
        post=actor.post, actor_label=actor.label, on_behalf_of=actor.on_behalf_of, internal=True,
        occurred_at=at or timezone.now(), act=uuid.uuid4(),
    )  # fmt: skip
