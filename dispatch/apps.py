"""Names the app and joins it to the door."""

from django.apps import AppConfig


class DispatchConfig(AppConfig):
    name = "dispatch"
    verbose_name = "办理与统计"

    def ready(self):
        from dispatch import (  # noqa: PLC0415 -- models are loaded only now
            dispatching,
            due_days,
            handing_out,
            key_notices,
            papers,
            progress,
            promises,
            redoing,
            undoing,
        )
        from dispatch.evaluation import papers as evaluation_papers  # noqa: PLC0415 -- models are loaded only now
        from dispatch.hotline import opening as hotline  # noqa: PLC0415
        from dispatch.hotline import sending as hotline_sending  # noqa: PLC0415
        from weijianyi.clock import jobs as clock_jobs  # noqa: PLC0415
        from weijianyi.work import outbox  # noqa: PLC0415
        from weijianyi.workflow import after_many, after_step, many_plans, plans  # noqa: PLC0415
        from weijianyi.workflow.undoing import undo_rows  # noqa: PLC0415

        after_step.append(progress.after_step)
        after_step.append(promises.after_step)
        after_many.append(progress.after_many)
        after_step.append(hotline.after_step)
        after_many.append(hotline.after_many)
        outbox.register(hotline_sending.TOPIC, hotline_sending.handle, outside=True)
        many_plans["item.dispatch"] = handing_out.dispatch_many
        many_plans["item.preassign"] = handing_out.preassign_many
        undo_rows.append(undoing.rows)
        undo_rows.append(hotline.undone)
        clock_jobs.after_move.append(due_days.moved)
        papers.register()
        key_notices.register()
        plans["item.dispatch"] = handing_out.dispatch
        plans["item.preassign"] = handing_out.preassign
        evaluation_papers.register()
        plans["item.pass_on"] = dispatching.pass_on
        plans["item.cancel_desks"] = dispatching.cancel_desks
        plans["item.reopen"] = redoing.reopen
