"""FixedContact [固定联系]: residents and households a member keeps in touch with; the member's eyes only."""

from django.db import models
from django.utils import timezone

from members import contact_keys
from members.states import Role


class FixedContactQuerySet(models.QuerySet):
    def for_actor(self, actor):
        """The member's own, worn as the member; no stand-in, no office, no administrator, no export."""
        post = actor.post
        if post is None or post.role != Role.MEMBER or actor.user is None or post.user_id != actor.user.pk:
            return self.none()
        return self.filter(member_id=post.member_id)


def sealed_text(name):
    """A text of a person, read and written as an attribute, kept only inside `sealed`."""

    def read(row):
        return row.facts().get(name, "")

    def write(row, text):
        row.put(**{**row.facts(), name: text})

    return property(read, write)


class FixedContact(models.Model):
    """Who it is and what the member noted of them lies sealed, like the contacts of residents' opinions."""

    class Kind(models.TextChoices):
        RESIDENT = "resident", "群众"
        HOUSEHOLD = "household", "家庭"

    member = models.ForeignKey("members.Member", models.CASCADE, related_name="fixed_contacts")
    kind = models.CharField("类别", max_length=10, choices=Kind, default=Kind.RESIDENT)
    sealed = models.TextField(editable=False)
    met_on = models.DateField("最近联系", null=True, blank=True)
    since = models.DateField("起", default=timezone.localdate)

    objects = FixedContactQuerySet.as_manager()

    name, place, phone, note = map(sealed_text, ("name", "place", "phone", "note"))

    class Meta:
        ordering = ["met_on", "pk"]
        verbose_name = verbose_name_plural = "固定联系"

    def __str__(self):
        return "固定联系"  # names no one: it may reach a log

    def facts(self):
        """{"name", "place", "phone", "note"}; Unreadable when its key is gone."""
        return contact_keys.open_sealed(self.sealed) if self.sealed else {}

    def put(self, **facts):
        """What cannot be read is not written over: the key may come back. Unreadable is raised instead."""
        self.facts()
        self.sealed = contact_keys.seal(facts)

    @property
    def lost(self):
        try:
            self.facts()
        except contact_keys.Unreadable:
            return True
        return False

    @property
    def shown(self):
        """The facts for a page; with the key gone a line that says so, instead of no page at all."""
        try:
            return self.facts()
        except contact_keys.Unreadable:
            return {"name": contact_keys.LOST}
