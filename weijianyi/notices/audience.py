"""Audience: one row of an app's notices.py: who hears of a step, in which words, and how long it is worth saying.

An app's notices.py holds `TOLD`, {"<model>.<step>": (Audience, ...)}, and `words(subject, noun, event)`,
what its texts may name. Steps that are not in the table are announced to nobody.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.apps import apps
from django.utils.module_loading import import_string, module_has_submodule

from weijianyi.workflow import Actor


@dataclass(frozen=True)
class Audience:
    to: Callable  # (subject, event) -> current posts; asked again when the message is sent
    text: str  # templates/notices/text/<text>.txt: title in the first line, then the body
    still: Callable = lambda subject, event: True  # False: no longer worth saying
    about: Callable = lambda subject: subject  # what the reader opens, and must be able to see
    gone: bool = False  # taken away from the reader: nothing to open, nothing to see
    mail: bool = True  # also outside the inbox
    hold: timedelta = timedelta(0)  # for steps that may be taken back for some seconds
    channels: Callable | None = (
        None  # (subject, event) -> names of channels; else the inbox, and mail if `mail`
    )
    sms: Callable | None = None  # (subject, event, threads) -> (kind, facts) of the short message
    also: Callable | None = None  # (subject, event) -> words of the office's own under the text, or ""
    renew: bool = False  # worded anew at the moment of sending

    def objection(self, post, subject, event):
        """Why this post is not to be told (any more), or an empty string."""
        if not self.still(subject, event):
            return "事情已经有了变化"
        noun = self.about(subject)
        if noun is None or not (self.gone or sees(post, noun)):
            return "收件人已看不到这件事项"
        return ""


def sees(post, noun):
    nouns = type(noun)._default_manager.visible_to(Actor(user=post.user, post=post))
    return nouns.filter(pk=noun.pk).exists()


def app_of(subject):
    return apps.get_app_config(subject._meta.app_label)


def table_of(subject):
    """TOLD of the subject's own app; empty where an app announces nothing."""
    config = app_of(subject)
    if not module_has_submodule(config.module, "notices"):
        return {}
    return import_string(f"{config.name}.notices.TOLD")


def audiences_of(subject, step):
    return table_of(subject).get(f"{subject._meta.concrete_model._meta.model_name}.{step}", ())


def audience_by_text(subject, text):
    """The row a notice was written from, or None if the table no longer has it."""
    return next((a for rows in table_of(subject).values() for a in rows if a.text == text), None)


def words(subject, noun, event):
    """What the text may name, by the subject's app."""
    return import_string(f"{app_of(subject).name}.notices.words")(subject, noun, event)
