"""Names the app and joins it to the door."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class DispatchConfig(AppConfig):
    name = "dispatch"
    verbose_name = "办理与统计"

    def ready(self):
        from dispatch import (  # noqa: PLC0415 -- models are loaded only now
            dispatching,
            due_days,
            handing_out,
            inquiries,
            key_notices,
            linking,
            movement,
            papers,
            progress,
            promises,
            redoing,
            reminding,
            supervising,
            supervision_notices,
            undoing,
        )
        from dispatch.evaluation import papers as evaluation_papers  # noqa: PLC0415 -- models are loaded only now
        from dispatch.ladder import notices as ladder_notices  # noqa: PLC0415
        from dispatch.ladder import seeds  # noqa: PLC0415
        from dispatch.linkage import papers as linkage_papers  # noqa: PLC0415
        from dispatch.linkage import writing  # noqa: PLC0415
        from dispatch.people.rosters import running as rosters  # noqa: PLC0415
        from weijianyi.clock import jobs as clock_jobs  # noqa: PLC0415
        from weijianyi.work import outbox  # noqa: PLC0415
        from weijianyi.workflow import after_many, after_step, many_plans, plans  # noqa: PLC0415
        from weijianyi.workflow.undoing import undo_rows  # noqa: PLC0415

        after_step.append(progress.after_step)
        after_step.append(promises.after_step)
        after_many.append(progress.after_many)
        after_step.append(movement.after_step)
        after_many.append(movement.after_many)
        after_step.append(writing.after_step)
        after_many.append(writing.after_many)
        outbox.register(writing.TOPIC, linking.handle)
        outbox.register(rosters.TOPIC, rosters.handle)
        linkage_papers.register()
        many_plans["item.dispatch"] = handing_out.dispatch_many
        many_plans["item.preassign"] = handing_out.preassign_many
        undo_rows.append(undoing.rows)
        clock_jobs.after_move.append(due_days.moved)
        papers.register()
        key_notices.register()
        supervision_notices.register()
        reminding.escalations.append(supervising.escalate)
        ladder_notices.register()
        post_migrate.connect(seeds.seed, sender=self, dispatch_uid="ladder-seeds")
        plans["item.dispatch"] = handing_out.dispatch
        plans["item.preassign"] = handing_out.preassign
        evaluation_papers.register()
        plans["item.pass_on"] = dispatching.pass_on
        plans["item.cancel_desks"] = dispatching.cancel_desks
        plans["item.reopen"] = redoing.reopen
        plans["item.close_inquiry"] = inquiries.close
        plans["item.ask_again"] = inquiries.ask_again
