"""Re-exports the nouns."""

from .assignment import Assignment
from .class_change import ClassChange
from .contact import Contact
from .department import Department
from .extension import Extension
from .handback import Handback
from .key_proposal import KeyProgress, KeyProposal
from .letter import LetterKind, LetterTemplate
from .meeting import Attendance, Meeting
from .officer import Officer
from .promise import LookBack, Promise
from .rating import Rating
from .redo import Redo
from .reply import Reply
from .supervision import Supervision

__all__ = [
    "Assignment",
    "Attendance",
    "ClassChange",
    "Contact",
    "Department",
    "Extension",
    "Handback",
    "KeyProgress",
    "KeyProposal",
    "LetterKind",
    "LetterTemplate",
    "LookBack",
    "Meeting",
    "Officer",
    "Promise",
    "Rating",
    "Redo",
    "Reply",
    "Supervision",
]
