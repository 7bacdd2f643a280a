"""One step on many subjects from a list: the acts, what a page says before it, the step itself through the door."""

from collections.abc import Callable
from dataclasses import dataclass, field

from weijianyi.stepforms import StepForm
from weijianyi.workflow import Many, perform_many

MOST = 50  # of one bulk act but filing and dispatch (rulings §10)


def anyone(actor):
    return True


@dataclass(frozen=True)
class Act:
    """One bulk act of a list: the step it takes, the form it asks for once, who has it, how many at most."""

    step: str
    label: str
    form: type = StepForm
    who: Callable = anyone  # (actor) -> bool; each subject is asked for itself besides
    icon: str = "check"
    most: int | None = MOST
    also: Callable | None = None  # (subject, actor) -> why not, beyond what the step itself asks
    take: Callable | None = (
        None  # fn(subjects, *, actor, key, **facts) -> Many, where it is more than the step
    )


@dataclass
class Batch:
    """What was chosen: the ready ones in their order, and (subject, sentence) of the others."""

    ready: list = field(default_factory=list)
    refused: list = field(default_factory=list)
    rows: list = field(default_factory=list)  # held conclusions, to be announced
    beyond: int = 0  # chosen, but more than one act may take

    @property
    def count(self):
        return len(self.ready) + len(self.refused)

    @property
    def slugs(self):
        return ",".join(subject.slug for subject in self.ready)

    @property
    def every_slug(self):
        """The refused ones too: the report after the act has a line for each."""
        return ",".join(subject.slug for subject in [*self.ready, *(subject for subject, _ in self.refused)])


def refusal(subject, step, actor, also=None):
    """Why this step is not possible now, or "". Asks of the subject only what its `for_many` brings."""
    method = type(subject).steps().get(step)
    if method is None:
        return f"{subject.get_kind_display()}没有这一步。"
    meta, taken = method._django_fsm, method.step
    if not taken.who(actor, subject):
        return f"您现在的岗位不能“{taken.label}”。"
    if getattr(subject, "is_pending", False):
        return "已有同事提出结论，正等待第二人决定。"
    if not meta.has_transition(subject.state):
        return f"现在是“{subject.get_state_display()}”，不能“{taken.label}”。"
    failed = [g for g in meta.get_transition(subject.state).conditions if not g(subject)]
    if failed:
        return failed[0].why(subject)
    return also(subject, actor) if also else ""


def batch(subjects, act, actor):
    """Look at the chosen subjects before anything is done."""
    made = Batch()
    for subject in subjects:
        if why := refusal(subject, act.step, actor, act.also):
            made.refused.append((subject, why))
        else:
            made.ready.append(subject)
    return made


def take(subjects, act, *, actor, key, **facts):
    """The step on all of `subjects`, each with its own event; what is refused hinders nobody. Returns Many.

    Subjects of several kinds go through the door kind by kind, each under a key of its own.
    """
    found, by_type = Many(), {}
    for subject in subjects:
        if why := act.also(subject, actor) if act.also else "":
            found.refused.append((subject, why))
        elif act.step not in type(subject).steps():
            found.refused.append((subject, refusal(subject, act.step, actor)))
        else:
            by_type.setdefault(type(subject), []).append(subject)
    again = bool(by_type)
    for kind, rows in by_type.items():
        own = f"{key}:{kind.__name__}" if key else None
        if act.take:
            part = act.take(rows, actor=actor, key=own, **facts)
        else:
            part = perform_many(rows, act.step, actor=actor, key=own, **facts)
        found.done += part.done
        found.refused += part.refused
        again = again and part.repeated
    found.repeated = again
    return found
