"""The short message to a resident that something was answered: no word of the matter, no code, sent once."""

from django.conf import settings
from django.template.loader import get_template

from members import contact_keys
from members.models import Opinion
from weijianyi.notices import channels
from weijianyi.notices.rendering import plain

TOPIC, KIND = "opinion-sms", "opinion"


def send(row):
    """The outbox's handler; the phone is opened only here and stands in no row, log or event."""
    opinion = Opinion.objects.filter(pk=row.payload["opinion"]).select_related("contact", "studio").first()
    contact = getattr(opinion, "contact", None)
    if contact is None or not settings.SMS_URL:
        return
    try:
        phone = contact.facts()["phone"]
    except contact_keys.Unreadable:
        return
    facts = {"studio": opinion.studio.name[:18]}
    text = plain(get_template("notices/sms/opinion.txt"), facts | {"sign": settings.SMS_SIGN})
    channels.post_sms(row.key, phone, KIND, facts, "".join(text.split()))
