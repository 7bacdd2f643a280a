"""Stateful nouns and their steps: declaration, guards with reasons, what is offered to whom."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps

from django.db import models
from django_fsm import transition


@dataclass(frozen=True)
class Guard:
    """A condition with the sentence shown when it does not hold."""

    test: Callable
    reason: str | Callable

    def __call__(self, subject):
        return bool(self.test(subject))

    def why(self, subject):
        return self.reason(subject) if callable(self.reason) else self.reason


def guard(reason):
    """Turn a predicate over the subject into a Guard; `reason` is the sentence for people."""
    return lambda test: Guard(test, reason)


@dataclass(frozen=True)
class Step:
    """What the door, the buttons and the timeline know of one step."""

    name: str
    label: str  # the button: a verb
    done: str  # the timeline: what happened
    who: Callable  # rules predicate (actor, subject) -> bool
    form: str = ""  # dotted path of the form that binds its facts
    rows: Callable | None = None  # writes the step's rows, in the same app
    many: Callable | None = None  # fn(pairs, *, actor, facts_of): `rows` for many subjects at once
    plan: str = ""  # key in `plans`: rows written by a higher app
    rows_note: str = ""  # the row outcome in words, for the `machines` command
    tone: str = ""
    icon: str = ""
    undoable: bool = False
    internal: bool = False  # event for office eyes only
    button: bool = True  # offered on the page of the subject; False: own page, or the system's
    seconded_by: Callable | None = None  # who decides when the organisation wants a second person
    awaiting: Callable | None = None  # fn(subject, event, waiting): a proposal was made, or came to its end
    help: str = ""
    pairs: dict | None = None  # source -> targets, where a computed target is narrower than the states named


def system_only(actor, subject):
    """A step's `who` where the system alone takes it; the door lets the system pass before asking."""
    return False


plans: dict[str, Callable] = {}  # "app.model.step" -> fn(subject, event, *, actor, **facts)
after_step: list[Callable] = []  # fn(subject, event), in order; all four are filled in AppConfig.ready()
many_plans: dict[str, Callable] = {}  # the same for perform_many: fn(pairs, *, actor, facts_of)
after_many: list[Callable] = []  # fn([(subject, event)])


def step(label, *, who, source, target=None, done="", guards=(), field="state", **custom):
    """Declare a step of a Stateful model: django-fsm's transition plus what people see of it."""

    def declare(method):
        meta = Step(name=method.__name__, label=label, done=done or label, who=who, **custom)
        wrapped = transition(
            field,
            source=[str(s) for s in source] if not isinstance(source, str) else str(source),
            target=str(target) if isinstance(target, str) else target,
            conditions=list(guards),
            permission=lambda subject, actor: who(actor, subject),
            custom={"label": label, "help_text": meta.help, "form": meta.form},
        )(method)
        wrapped.step = meta
        return wrapped

    return declare


def retitled(method, label, done=""):
    """The same step under the words of one kind."""

    @wraps(method)
    def again(self, *args, **kwargs):
        return method(self, *args, **kwargs)

    again.step = replace(method.step, label=label, done=done or label)
    return again


def protected(model):
    return [f.attname for f in model._meta.concrete_fields if getattr(f, "protected", False)]


class Stateful(models.Model):
    """Base of every noun with a machine: protected state, version, safe refresh."""

    version = models.PositiveIntegerField(default=0, editable=False)
    acting_at = None  # the time of the step being taken
    free_of_proposals = False  # perform_many has looked: nothing waits for a second person

    class Meta:
        abstract = True

    def refresh_from_db(self, using=None, fields=None, from_queryset=None):
        # The package's own mixin unprotects the field on the class while it runs, for every thread.
        # Here the cached value is dropped instead, so the flag is never touched.
        if fields is None:
            # Named one by one: Django takes a dropped value for a deferred field and would not load it.
            fields = {f.attname for f in self._meta.concrete_fields} - self.get_deferred_fields()
            self._prefetched_objects_cache = {}
        kept = {
            name: self.__dict__.pop(name)
            for name in protected(type(self))
            if name in self.__dict__ and name in fields
        }
        try:
            super().refresh_from_db(using=using, fields=fields, from_queryset=from_queryset)
        finally:
            for name, value in kept.items():
                self.__dict__.setdefault(name, value)

    @classmethod
    def steps(cls):
        """All steps by name, in the order of the class body: the order of the journey."""
        found = {}
        for klass in reversed(cls.__mro__):
            found |= {name: member for name, member in vars(klass).items() if hasattr(member, "step")}
        return found

    @classmethod
    def for_many(cls, rows):
        """`rows` with what checks and steps ask of each, so that a bulk step asks once."""
        return rows

    @property
    def thread(self):
        """What ties the events and clocks of one item and its desks together."""
        return f"{self._meta.model_name}-{self.pk}"

    def lock_chain(self):
        """(model, pk) to lock before self, from the outside in."""
        return []

    def credited(self, step_name):
        """(member_id, role) pairs that the event of this step credits."""
        return []

    def event_note(self, step_name, facts):
        """The words of a step that the timeline shows."""
        return str(facts.get("note") or facts.get("reason_text") or "")

    def event_data(self, step_name, facts):
        """Further facts for the event, JSON-ready."""
        return {}

    def proposed(self, step_name, at):
        """A step on self now waits for a second person."""


def offers(subject, actor, *, buttons_only=True):
    """[(Step, why)]: this actor's steps in this state; `why` is "" or the reason it is not possible now."""
    found = []
    for method in type(subject).steps().values():
        meta, offered = method._django_fsm, method.step
        if not meta.has_transition(subject.state) or (buttons_only and not offered.button):
            continue
        if offered.who(actor, subject):
            failed = [g for g in meta.get_transition(subject.state).conditions if not g(subject)]
            found.append((offered, failed[0].why(subject) if failed else ""))
    return found


def may(subject, name, actor):
    """Whether perform() would let this actor take this step now, facts apart."""
    method = type(subject).steps().get(name)
    if method is None or not method._django_fsm.has_transition(subject.state):
        return False
    guards = method._django_fsm.get_transition(subject.state).conditions
    return bool(method.step.who(actor, subject)) and all(guard(subject) for guard in guards)
