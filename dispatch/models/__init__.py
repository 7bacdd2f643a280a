"""Re-exports the nouns."""

from .assignment import Assignment
from .award import AwardRound
from .contact import Contact
from .department import Department
from .evaluation import EvaluationRound
from .evaluation_meeting import EvaluationMeeting, PanelScore
from .extension import Extension
from .handback import Handback
from .letter import LetterKind, LetterTemplate
from .nomination import AwardScore, Nomination
from .officer import Officer
from .pairing import EvaluationUnit, Pairing, Score, ScoreSheet
from .pre_answer import PreAnswer
from .rating import Rating
from .redo import Redo
from .reply import Reply
from .supervision import Supervision

__all__ = [
    "Assignment",
    "AwardRound",
    "AwardScore",
    "Contact",
    "Department",
    "EvaluationMeeting",
    "EvaluationRound",
    "EvaluationUnit",
    "Extension",
    "Handback",
    "LetterKind",
    "LetterTemplate",
    "Nomination",
    "Officer",
    "Pairing",
    "PanelScore",
    "PreAnswer",
    "Rating",
    "Redo",
    "Reply",
    "Score",
    "ScoreSheet",
    "Supervision",
]
