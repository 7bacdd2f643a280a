"""Every timed job in one table; it feeds Celery beat and the embedded thread alike."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Job:
    """`target(on, *, now, dry_run=False) -> list[str]`, run every n seconds or at a time of local days."""

    name: str
    target: str
    title: str
    every: int = 0
    at: tuple = ()  # ("09:00", weekdays from Monday = 0, or None for every day)

    @property
    def time(self):
        return time.fromisoformat(self.at[0])

    @property
    def weekdays(self):
        return self.at[1] or ()

    @property
    def when(self):
        """For people: 每 10 秒, 每天 09:00, 周一、三 09:00."""
        if self.every:
            return f"每 {self.every} 秒"
        days = "、".join("一二三四五六日"[day] for day in self.weekdays)
        return f"{f'周{days}' if days else '每天'} {self.at[0]}"

    def load(self):
        return import_string(self.target)

    def last_due(self, now):
        """The latest local date whose time has come; older ones missed are merged into it."""
        today = timezone.localdate(now)
        for back in range(8):
            day = today - timedelta(days=back)
            start = timezone.make_aware(datetime.combine(day, self.time))
            if start <= now and (not self.weekdays or day.weekday() in self.weekdays):
                return day
        raise ValueError(f"job {self.name} has no weekday")


JOBS = [
    Job("tick", "weijianyi.work.jobs.tick", "时间表心跳，补做错过的工作", every=30),
    Job("drain", "weijianyi.work.jobs.drain", "办理待办消息", every=10),
    Job("notices", "weijianyi.notices.jobs.send", "发送消息，重试未发出的", every=30),
    Job("close_ratings", "dispatch.desks.jobs.close_ratings", "评价完成或期满，办结", every=60),
    Job("renew_figures", "dispatch.figures.renewing.renew", "事项很多的组织，总览的数字预先算好", every=60),
    Job("lapse_cosigning", "suggestions.jobs.lapse_cosigning", "联名截止，请第一提案人提交", every=300),
    Job("lapse_returned", "suggestions.jobs.lapse_returned", "退回修改到期，自动撤回", at=("00:30", None)),
    Job(
        "lapse_conversions",
        "suggestions.jobs.lapse_conversions",
        "转件草稿到期，原件结案",
        at=("00:30", None),
    ),
    Job(
        "close_evaluations",
        "dispatch.evaluation.jobs.close_evaluations",
        "双向评议期满，结束",
        at=("00:20", None),
    ),
    Job(
        "remind_evaluations",
        "dispatch.evaluation.jobs.remind_evaluations",
        "双向评议截止前提醒",
        at=("09:00", None),
    ),
    Job(
        "prepare_bulletins",
        "dispatch.bulletins.jobs.prepare_bulletins",
        "期间结束后的第一个工作日，备好通报初稿",
        at=("07:30", None),
    ),
    Job("look_back", "dispatch.promises.jobs.look_back", "承诺到期，开始回头看", at=("00:45", None)),
    Job(
        "remind_instructions",
        "suggestions.upward.instructing.remind",
        "批示落实期限到，提醒责任人",
        at=("09:00", None),
    ),
    Job("remind_topics", "suggestions.jobs.remind_topics", "约稿截止前提醒", at=("09:00", None)),
    Job("remind_tracking", "suggestions.jobs.remind_tracking", "跟踪到期，提醒信息编辑", at=("08:30", None)),
    Job("remind", "dispatch.ladder.jobs.remind", "发出到时的提醒", every=300),
    Job("summarise", "dispatch.ladder.jobs.summarise", "每人每天一份提醒汇总", at=("08:30", None)),
    Job("hotline_pull", "dispatch.hotline.jobs.pull", "向热线取办理进展", every=300),
    Job("hotline_compare", "dispatch.hotline.jobs.compare", "热线工单与事项比对", at=("04:10", None)),
    Job("hotline_sweep", "dispatch.hotline.jobs.sweep", "清理热线接口已用随机数", at=("04:20", None)),
    Job("api_sweep", "weijianyi.api.jobs.sweep", "清理接口的重复请求记录", at=("04:30", None)),
    Job("remind_duties", "members.duties.jobs.remind", "值班前一天提醒", at=("08:30", None)),
    Job("duty_gaps", "members.duties.jobs.tell_gaps", "值班缺人，告诉联络员", at=("08:30", None)),
    Job("lapse_swaps", "members.duties.jobs.lapse_swaps", "没有答复的换班请求失效", at=("00:15", None)),
    Job("remind_opinions", "members.opinions.jobs.remind", "群众意见到期，提醒办理的人", at=("08:40", None)),
    Job(
        "close_opinions",
        "members.opinions.jobs.close_answered",
        "群众意见答复后没有异议，办结",
        at=("00:35", None),
    ),
    Job(
        "expire_opinions", "members.opinions.jobs.expire", "群众的个人信息保存期满，删除", at=("02:30", None)
    ),
    Job("forget_contacts", "members.contact_jobs.forget", "离任委员的固定联系，删除", at=("02:40", None)),
    Job("clear_exports", "dispatch.exporting.running.clear_old", "清理一周前的导出文件", at=("03:40", None)),
    Job("sweep_files", "weijianyi.files.jobs.sweep", "清理多余文件，抽查校验值", at=("03:00", None)),
    Job("sweep_sessions", "members.accounts.devices.sweep", "清理到期的登录", at=("03:10", None)),
    Job(
        "recount_scores", "members.scores.scoring.recount_all", "核对本年度履职计分，补漏", at=("02:20", None)
    ),
    Job("sweep_rosters", "dispatch.people.rosters.running.sweep", "清理没有确认的导入", at=("03:15", None)),
    Job("prune_outbox", "weijianyi.work.jobs.prune_outbox", "清理办结已久的待办消息", at=("03:20", None)),
    Job("check_calendar", "weijianyi.clock.jobs.check_calendar", "检查放假安排是否导入", at=("08:30", None)),
    Job(
        "recompute_open", "weijianyi.clock.jobs.recompute_open", "日历调整后重算未结期限", at=("05:00", None)
    ),
]


def find(name):
    """The job of that name, or LookupError."""
    for job in JOBS:
        if job.name == name:
            return job
    raise LookupError(name)
