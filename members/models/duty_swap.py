"""DutySwap [换班]: one member asks another to take over a duty, or to exchange it for one of theirs."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django_fsm import FSMField

from members.duties import rules
from members.duties import swapping as duty_swapping
from members.models.duty import Duty
from members.models.studio import READERS, token
from members.states import Role, SwapState
from weijianyi.audit.models import SYSTEM
from weijianyi.workflow import Stateful, guard, step, system_only

S = SwapState


class DutySwapQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Both sides, the office and the liaison of the studio."""
        if actor.kind == SYSTEM:
            return self
        if actor.post is None or actor.post.role not in READERS:
            return self.none()
        own = self.filter(duty__studio__organisation_id=actor.post.organisation_id)
        if actor.post.role == Role.LIAISON:
            return own.filter(duty__studio__liaison=actor.post)
        if actor.post.role in rules.MANAGERS:
            return own
        member = actor.post.member_id or 0
        return own.filter(Q(asker=member) | Q(asked=member))

    def waiting(self):
        return self.filter(state=S.ASKED)

    def with_names(self):
        return self.select_related("duty__studio", "in_return__studio", "asker", "asked")


@guard("这次值班已经有了变化，不能再换。")
def still_stands(swap):
    return duty_swapping.stands(swap, timezone.localdate(swap.acting_at))


class DutySwap(Stateful):
    duty = models.ForeignKey(Duty, models.PROTECT, related_name="swaps")
    in_return = models.ForeignKey(Duty, models.PROTECT, null=True, blank=True, related_name="+")
    slug = models.SlugField("地址", max_length=16, unique=True, default=token, editable=False)
    state = FSMField("状态", max_length=10, choices=S, default=S.ASKED, protected=True)
    asker = models.ForeignKey("members.Member", models.PROTECT, related_name="+", verbose_name="提出人")
    asked = models.ForeignKey("members.Member", models.PROTECT, related_name="+", verbose_name="对方")
    reason = models.CharField("原因", max_length=100, blank=True)
    asked_at = models.DateTimeField("提出")
    ended_at = models.DateTimeField("答复", null=True, blank=True)

    objects = DutySwapQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = verbose_name_plural = "换班"
        constraints = [
            models.UniqueConstraint(fields=["duty"], condition=Q(state=S.ASKED), name="duty_swap_one_open"),
            models.CheckConstraint(condition=Q(state__in=S.values), name="duty_swap_state_known"),
            models.CheckConstraint(condition=~Q(asker=F("asked")), name="duty_swap_two_people"),
        ]

    def __str__(self):
        return f"{self.asker.name}请{self.asked.name}{'换班' if self.in_return_id else '替班'}：{self.duty}"

    def get_absolute_url(self):
        return self.duty.get_absolute_url()

    @property
    def organisation_id(self):
        return self.duty.studio.organisation_id

    def lock_chain(self):
        # In the order of their keys: two swaps over the same duties never wait for each other.
        return [(Duty, pk) for pk in sorted(filter(None, {self.duty_id, self.in_return_id}))]

    def event_note(self, step_name, facts):
        return str(facts.get("reason") or "")

    # -- steps ---------------------------------------------------------------------------------------
    @step(
        "同意换班", done="同意换班", who=rules.was_asked, source=S.ASKED, target=S.DONE, guards=[still_stands],
        rows=duty_swapping.exchange, rows_note="值班人改为对方；互换的，另一次也改", tone="p", icon="check",
    )  # fmt: skip
    def agree(self, *, actor, at):
        self.ended_at = at

    @step("不方便", done="没有同意换班", who=rules.was_asked, source=S.ASKED, target=S.DECLINED, icon="x")
    def decline(self, *, actor, at):
        self.ended_at = at

    @step(
        "收回", done="收回换班请求", who=rules.asks, source=S.ASKED, target=S.WITHDRAWN, icon="arrow-back-up"
    )
    def withdraw(self, *, actor, at):
        self.ended_at = at

    @step(
        "失效", done="到值班日没有答复，换班请求失效", who=system_only, source=S.ASKED, target=S.CANCELLED,
        button=False, icon="hourglass",
    )  # fmt: skip
    def lapse(self, *, actor, at):
        self.ended_at = at
