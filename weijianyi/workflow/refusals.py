"""The four refusals of the door: 404, 403, 409, 422."""

from django.core.exceptions import PermissionDenied, ValidationError


class NotVisible(Exception):
    """404: not there, or not for this actor; never say which."""


class Forbidden(PermissionDenied):
    """403 with a sentence."""


class NotNow(Exception):
    """409 with a sentence: the step is this actor's, but not in this state or version."""

    def __init__(self, sentence, subject=None, last=None):
        super().__init__(sentence)
        self.sentence, self.subject, self.last = sentence, subject, last


class BadFacts(ValidationError):
    """422: the facts given do not hold; fields and sentences as in a form's errors."""
