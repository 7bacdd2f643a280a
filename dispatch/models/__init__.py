"""Re-exports the nouns."""

from .assignment import Assignment
from .class_change import ClassChange, ClassSource
from .contact import Contact
from .department import Department
from .extension import Extension
from .handback import Handback
from .letter import LetterKind, LetterTemplate
from .officer import Officer
from .plan import HandlingPlan
from .rating import Rating
from .redo import Redo
from .reply import Reply
from .request import Answer, Request
from .supervision import Supervision

__all__ = [
    "Answer",
    "Assignment",
    "ClassChange",
    "ClassSource",
    "Contact",
    "Department",
    "Extension",
    "Handback",
    "HandlingPlan",
    "LetterKind",
    "LetterTemplate",
    "Officer",
    "Rating",
    "Redo",
    "Reply",
    "Request",
    "Supervision",
]
