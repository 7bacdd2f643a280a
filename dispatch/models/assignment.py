"""Assignment [交办件]: one department's desk on an item's journey; its steps stand in desk_steps.py."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django_fsm import FSMField

from dispatch.desks import judging
from dispatch.models.desk_link import LinkSteps
from dispatch.models.desk_pressure import PressureSteps
from dispatch.models.desk_proposal import ProposalSteps
from dispatch.models.desk_steps import DeskSteps
from dispatch.models.desk_succession import SuccessionSteps
from dispatch.models.desk_verdict import VerdictSteps
from dispatch.states import ANSWERING, GONE, OPEN, TONES, WITH_UNIT, DeskRole, DeskState
from members.rules import department_of, is_client
from members.scores.merits import Merit
from members.states import FORMER, OFFICE, UNIT, Role, Scope
from suggestions.codes import slug
from suggestions.models import Authorship, Case, Item
from suggestions.states import Complexity, Kind
from weijianyi import rulebook
from weijianyi.audit.models import SYSTEM
from weijianyi.clock import deadlines
from weijianyi.workflow import Stateful

D = DeskState


class AssignmentQuerySet(models.QuerySet):
    def visible_to(self, actor):
        if actor.kind == SYSTEM:
            return self
        if (
            actor.link is not None
        ):  # a message reaches the desk of its link, and the desks of what came in by it
            reached = Item.objects.received_through(actor.link).values("pk")
            return self.filter(Q(link=actor.link) | Q(item__in=reached))
        if actor.post is None:
            return self.none()
        role = actor.post.role
        if role in OFFICE or role == Role.LEADER:
            return self.filter(organisation_id=actor.post.organisation_id)
        if role == Role.EDITOR:
            return self.filter(item__in=Item.objects.visible_to(actor).filter(kind=Kind.INQUIRY).values("pk"))
        if role in UNIT:
            return self.seen_by_unit().filter(department_id=department_of(actor))
        if role == Role.SUPERVISOR:
            return self.filter(organisation_id=actor.post.organisation_id, department__side=actor.post.side)
        if role == Role.RELAY:
            return self.filter(role=DeskRole.RELAY, department_id=department_of(actor))
        if role in (Role.MEMBER, Role.OPERATOR, FORMER):
            return self.filter(item__in=Item.objects.written_by(actor).values("pk")).exclude(state=D.PLANNED)
        if is_client(actor, Scope.READ_DESKS, Scope.WRITE_DESKS, Scope.WRITE_REPLIES):
            return self.for_client(actor)
        return self.none()

    def for_client(self, actor):
        """A department's own system: its desks; any other: those of the items whose public facts it may read."""
        department = department_of(actor)
        if department is not None:
            return self.seen_by_unit().filter(department_id=department)
        desks = self.filter(item__in=Item.objects.visible_to(actor).values("pk"), department__isnull=False)
        return desks.exclude(state__in=[*GONE, D.PLANNED])

    def seen_by_unit(self):
        """Desks their department may know of: not while only planned (unless it is being asked), not when gone.

        Links to other organisations have no department: an officer without one must not match them.
        """
        known = self.filter(department__isnull=False).exclude(state__in=GONE)
        return known.exclude(state=D.PLANNED, preassigned_at=None)

    def open(self):
        return self.filter(state__in=OPEN)

    def with_unit(self):
        """What waits in the department itself."""
        return self.filter(state__in=WITH_UNIT)

    def for_lists(self):
        return self.select_related("item", "department", "holder_officer__post__user")


class Assignment(SuccessionSteps, LinkSteps, PressureSteps, VerdictSteps, ProposalSteps, DeskSteps, Stateful):
    item = models.ForeignKey("suggestions.Item", models.PROTECT, related_name="desks")
    organisation = models.ForeignKey("members.Organisation", models.PROTECT, related_name="desks")
    department = models.ForeignKey(
        "dispatch.Department", models.PROTECT, null=True, blank=True, related_name="desks"
    )
    link = models.OneToOneField(
        "suggestions.ItemLink", models.PROTECT, null=True, blank=True, related_name="desk"
    )
    slug = models.SlugField("地址", max_length=16, unique=True, default=slug, editable=False)
    role = models.CharField("角色", max_length=8, choices=DeskRole)
    state = FSMField("状态", max_length=14, choices=D, default=D.PLANNED, protected=True)
    round = models.PositiveSmallIntegerField("轮次", default=1)
    serves = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="assists")
    complexity = models.CharField("难易", max_length=10, choices=Complexity, blank=True)
    note = models.TextField("给承办单位的话", blank=True)

    holder_officer = models.ForeignKey(
        "dispatch.Officer", models.PROTECT, null=True, blank=True, related_name="desks"
    )
    holder = models.CharField("现在由谁办理", max_length=80, blank=True)
    holder_since = models.DateTimeField(null=True, blank=True)
    due_on = models.DateField("期限", null=True, blank=True)

    preassigned_at = models.DateTimeField("预交办", null=True, blank=True)
    offered_at = models.DateTimeField("交办", null=True, blank=True)
    signed_at = models.DateTimeField("签收", null=True, blank=True)
    answered_at = models.DateTimeField("首次答复", null=True, blank=True)
    released_at = models.DateTimeField("最近答复", null=True, blank=True)
    done_at = models.DateTimeField("办结", null=True, blank=True)
    lapsed_at = models.DateTimeField("未表态", null=True, blank=True)
    excused_at = models.DateTimeField("回避", null=True, blank=True)
    ended_at = models.DateTimeField("退办或撤销", null=True, blank=True)
    end_reason = models.TextField("退办或撤销说明", blank=True)
    # Filled only where the unit was renamed after this desk had come to its end: papers keep the name as of then.
    unit_then = models.CharField("当时的单位名称", max_length=60, blank=True)
    short_then = models.CharField("当时的单位简称", max_length=20, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = verbose_name_plural = "交办件"
        indexes = [
            # A department's desk by due date.
            models.Index(fields=["department", "state", "due_on", "id"], name="desk_by_department"),
            # The office's lists: unsigned, to check, late.
            models.Index(fields=["organisation", "state", "due_on", "id"], name="desk_by_organisation"),
            models.Index(fields=["answered_at"], name="desk_answered"),  # figures of a period
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=D.values), name="desk_state_known"),
            models.CheckConstraint(condition=Q(role__in=DeskRole.values), name="desk_role_known"),
            models.CheckConstraint(
                condition=Q(role=DeskRole.LINK, link__isnull=False, department__isnull=True)
                | (~Q(role=DeskRole.LINK) & Q(link__isnull=True, department__isnull=False)),
                name="desk_unit_or_link",
            ),
            models.CheckConstraint(
                condition=Q(role=DeskRole.ASSIST) | Q(serves__isnull=True), name="desk_only_assist_serves"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[D.PLANNED, D.CANCELLED]) | Q(offered_at__isnull=False),
                name="desk_offered_has_date",
            ),
            models.CheckConstraint(
                condition=~Q(state=D.RELEASED) | Q(released_at__isnull=False), name="desk_released_has_date"
            ),
            models.CheckConstraint(
                condition=~Q(state=D.DONE) | Q(done_at__isnull=False), name="desk_done_has_date"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(GONE)) | Q(ended_at__isnull=False), name="desk_gone_has_date"
            ),
            models.UniqueConstraint(
                fields=["item", "department"],
                condition=~Q(state__in=sorted(GONE)) & Q(department__isnull=False) & ~Q(role=DeskRole.RELAY),
                name="desk_once_per_department",
                violation_error_message="这个单位已经在办这件事项。",
            ),
            models.UniqueConstraint(
                fields=["item"],
                condition=Q(role__in=[DeskRole.LEAD, DeskRole.SOLE]) & ~Q(state__in=sorted(GONE)),
                name="desk_one_lead",
                violation_error_message="这件事项已经有主办单位。",
            ),
        ]

    def __str__(self):
        return f"{self.unit_name}（{self.role_word}）"

    def get_absolute_url(self):
        return reverse("desk-detail", args=[self.slug])

    # -- questions ---------------------------------------------------------------------------------
    @property
    def thread(self):
        return f"item-{self.item_id}"

    @property
    def kind(self):
        """The item's: it decides which limits the desk's clocks run under."""
        return self.item.kind

    @property
    def tone(self):
        return TONES[self.state]

    @property
    def unit_name(self):
        return self.unit_then or (self.department.name if self.department else self.link.organisation.name)

    @property
    def unit_short(self):
        if self.short_then:
            return self.short_then
        return self.department.short_name if self.department else self.link.organisation.short_name

    @property
    def owes_answer(self):
        return self.role in ANSWERING

    @property
    def checked_first(self):
        """Whether the office reads the reply before the member does: a setting per kind."""
        return self.kind in rulebook.value(self.organisation_id, "reply_check_kinds")

    @property
    def rounds_left(self):
        """Whether the desk may be asked for one more reply."""
        return self.round < rulebook.value(self.organisation_id, "max_round")

    @property
    def current_reply(self):
        return next((r for r in self.replies.all() if r.round == self.round), None)

    @property
    def last_released(self):
        return next((r for r in reversed(list(self.replies.all())) if r.released_at), None)

    @property
    def open_assists(self):
        return self.assists.filter(state__in=OPEN).select_related("department")

    @property
    def open_handback(self):
        return next((h for h in self.handbacks.all() if not h.decision), None)

    @property
    def open_extension(self):
        return next((e for e in self.extensions.all() if not e.decision and e.round == self.round), None)

    @property
    def open_redo(self):
        return next((r for r in self.redos.all() if not r.decision and not r.voided_at), None)

    def clock(self, code):
        """The running clock of that code; a page that has read them all hangs them on the desk as `clocks`."""
        if "clocks" in self.__dict__:
            return next((c for c in self.clocks if c.code == code), None)
        return deadlines.running(self, code)

    @property
    def returns_so_far(self):
        """Approved hand-backs of the whole item: the visible ping-pong count; a page brings it along."""
        if "returns" in self.__dict__:
            return self.returns
        return type(self).objects.filter(item_id=self.item_id, state=D.RETURNED).count()

    @property
    def return_goes_to_head(self):
        limit = rulebook.value(self.organisation_id, "handback_window_decider_after")
        return self.returns_so_far + 1 >= limit

    @classmethod
    def for_many(cls, rows):
        authors = models.Prefetch("item__authorships", Authorship.objects.select_related("member"))
        rows = rows.select_related("item", "department", "holder_officer__post__user", "serves")
        return rows.prefetch_related(authors, "item__desks")

    def lock_chain(self):
        return [(Case, self.item.case_id), (Item, self.item_id)]

    def credited(self, step_name):
        return self.item.credited(step_name) if step_name in ("sign_reply", "rate", "close") else []

    def merit(self, event):
        """Only the close is worth points, with the verdict it closed on (`close.satisfied`)."""
        if event.step != "close":
            return Merit((), event.thread, "")
        facts = event.data if "case" in event.data else event.data | judging.closing_facts(self)
        name = f"{facts['kind']}.close"
        return Merit((name, f"{name}.{facts['grade']}"), f"case-{facts['case']}", facts["title"])
