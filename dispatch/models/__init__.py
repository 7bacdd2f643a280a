"""Re-exports the nouns."""

from .assignment import Assignment
from .contact import Contact
from .department import Department
from .extension import Extension
from .handback import Handback
from .letter import LetterKind, LetterTemplate
from .officer import Officer
from .pre_answer import PreAnswer
from .rating import Rating
from .redo import Redo
from .reply import Reply
from .supervision import Supervision

__all__ = [
    "Assignment",
    "Contact",
    "Department",
    "Extension",
    "Handback",
    "LetterKind",
    "LetterTemplate",
    "Officer",
    "PreAnswer",
    "Rating",
    "Redo",
    "Reply",
    "Supervision",
]
