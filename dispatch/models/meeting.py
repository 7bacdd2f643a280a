"""Meeting [会议]: a consultation, evaluation, talk or visit about an item: who was there and what was said."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from dispatch.key_proposals.states import KEY_KNOWN, MeetingKind
from members.states import OFFICE, UNIT, Role
from suggestions.codes import slug
from suggestions.models import Item
from weijianyi.audit.models import SYSTEM


class MeetingQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """The whole office side; units and supervisors by item; authors by what they wrote."""
        if actor.kind == SYSTEM:
            return self
        if actor.post is None:
            return self.none()
        role = actor.post.role
        if role in OFFICE or role == Role.LEADER:
            return self.filter(organisation_id=actor.post.organisation_id)
        if role in UNIT or role == Role.SUPERVISOR:
            items = Item.objects.visible_to(actor)
        elif role in (Role.MEMBER, Role.OPERATOR):
            items = Item.objects.written_by(actor)
        else:
            return self.none()
        # A consultation on a mere candidate would tell that it is one.
        known = Q(key_proposal=None) | Q(key_proposal__state__in=KEY_KNOWN)
        return self.filter(known, item__in=items.values("pk"))

    def valid(self):
        return self.filter(voided_at=None)


class Meeting(models.Model):
    organisation = models.ForeignKey("members.Organisation", models.PROTECT, related_name="meetings")
    slug = models.SlugField("地址", max_length=16, unique=True, default=slug, editable=False)
    kind = models.CharField("类别", max_length=14, choices=MeetingKind, default=MeetingKind.CONSULTATION)
    form = models.ForeignKey(
        "rulebook.DictionaryEntry", models.PROTECT, related_name="+", verbose_name="形式"
    )
    item = models.ForeignKey(
        "suggestions.Item", models.PROTECT, null=True, blank=True, related_name="meetings"
    )
    key_proposal = models.ForeignKey(
        "dispatch.KeyProposal", models.PROTECT, null=True, blank=True, related_name="meetings"
    )
    title = models.CharField("名称", max_length=80)
    held_on = models.DateField("日期")
    place = models.CharField("地点", max_length=120, blank=True)
    convened_by = models.CharField("召集单位", max_length=120, blank=True)
    participants = models.TextField("参加人员", blank=True)
    minutes = models.TextField("会议记录", blank=True)
    recorded_by = models.ForeignKey("members.Post", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    voided_at = models.DateTimeField("作废", null=True, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "-pk"]
        verbose_name = verbose_name_plural = "会议"
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=MeetingKind.values), name="meeting_kind_known"),
            models.CheckConstraint(
                condition=Q(item__isnull=False) | Q(kind=MeetingKind.EVALUATION),
                name="meeting_has_subject",
            ),
            # The item of a key proposal is always named too, so that one relation finds all its meetings.
            models.CheckConstraint(
                condition=Q(key_proposal__isnull=True) | Q(item__isnull=False), name="meeting_key_with_item"
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("meeting-detail", args=[self.slug])


class Attendance(models.Model):
    """One line of the sign-in sheet."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attended")
    name = models.CharField("姓名", max_length=40)
    unit = models.CharField("单位", max_length=80, blank=True)
    signed = models.BooleanField("签到", default=False)

    class Meta:
        ordering = ["pk"]
        verbose_name = verbose_name_plural = "签到"
        constraints = [
            models.UniqueConstraint(fields=["meeting", "name", "unit"], name="attendance_once"),
        ]

    def __str__(self):
        return f"{self.name}（{self.unit}）" if self.unit else self.name
