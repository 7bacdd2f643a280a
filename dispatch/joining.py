"""What this app hangs on the hooks of those below: after a step, in plans, in undo, on files and notices."""

from django.db.models.signals import post_migrate

from dispatch import attendance, inquiries
from dispatch.bulletins import notices as bulletin_notices
from dispatch.desks import dispatching, due_days, handing_out, papers, progress, redoing, requests_of, undoing
from dispatch.evaluation import papers as evaluation_papers
from dispatch.excellence import notices as excellence_notices
from dispatch.exporting import notices as export_notices
from dispatch.exporting import running as exporting
from dispatch.figures import opinions as opinion_figures
from dispatch.hotline import opening as hotline
from dispatch.hotline import sending as hotline_sending
from dispatch.key_proposals import notices as key_notices
from dispatch.ladder import jobs as reminding
from dispatch.ladder import notices as ladder_notices
from dispatch.ladder import seeds
from dispatch.linkage import applying as linking
from dispatch.linkage import papers as linkage_papers
from dispatch.linkage import writing
from dispatch.opinions import asking as opinions
from dispatch.people.rosters import running as rosters
from dispatch.promises import finding as promises
from dispatch.supervision import movement
from dispatch.supervision import notices as supervision_notices
from dispatch.supervision import opening as supervising
from dispatch.views import saved_filters
from members.studios import sheet as studio_sheet
from suggestions import kept_filters
from weijianyi.clock import jobs as clock_jobs
from weijianyi.work import outbox
from weijianyi.workflow import after_many, after_step, many_plans, plans
from weijianyi.workflow.undoing import undo_rows

PLANS = {
    "item.dispatch": handing_out.dispatch,
    "item.preassign": handing_out.preassign,
    "item.divide": requests_of.divide,
    "item.pass_on": dispatching.pass_on,
    "item.cancel_desks": dispatching.cancel_desks,
    "item.reopen": redoing.reopen,
    "item.close_inquiry": inquiries.close,
    "item.ask_again": inquiries.ask_again,
    "opinion.ask": opinions.ask,
    "opinion.answer": opinions.answer,
    "opinion.withdraw": opinions.withdraw,
}
MANY_PLANS = {"item.dispatch": handing_out.dispatch_many, "item.preassign": handing_out.preassign_many}
# In this order: the journey first, what is read from it after.
AFTER_STEP = (
    progress.after_step,
    promises.after_step,
    movement.after_step,
    writing.after_step,
    hotline.after_step,
)
AFTER_MANY = (progress.after_many, movement.after_many, writing.after_many, hotline.after_many)


def join(app):
    """Called once, when the models are loaded."""
    plans.update(PLANS)
    many_plans.update(MANY_PLANS)
    after_step.extend(AFTER_STEP)
    after_many.extend(AFTER_MANY)
    undo_rows.extend([undoing.rows, hotline.undone])
    kept_filters.keepers.append(saved_filters.beside)
    clock_jobs.after_move.append(due_days.moved)
    reminding.escalations.append(supervising.escalate)
    studio_sheet.opinion_sources.append(opinion_figures.of_studios)
    outbox.register(writing.TOPIC, linking.handle)
    outbox.register(rosters.TOPIC, rosters.handle)
    outbox.register(hotline_sending.TOPIC, hotline_sending.handle, outside=True)
    outbox.register(exporting.TOPIC, exporting.handle, outside=True)
    for part in (papers, evaluation_papers, linkage_papers, attendance):
        part.register()
    for part in (
        export_notices,
        key_notices,
        supervision_notices,
        bulletin_notices,
        excellence_notices,
        ladder_notices,
    ):  # the ladder wraps what the others entered
        part.register()
    post_migrate.connect(seeds.seed, sender=app, dispatch_uid="ladder-seeds")
