"""Re-exports the nouns."""

from .assignment import Assignment
from .award import AwardRound
from .class_change import ClassChange, ClassSource
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
from .plan import HandlingPlan
from .pre_answer import PreAnswer
from .rating import Rating
from .redo import Redo
from .reply import Reply
from .request import Answer, Request
from .supervision import Supervision

__all__ = [
    "Answer",
    "Assignment",
    "AwardRound",
    "AwardScore",
    "ClassChange",
    "ClassSource",
    "Contact",
    "Department",
    "EvaluationMeeting",
    "EvaluationRound",
    "EvaluationUnit",
    "Extension",
    "Handback",
    "HandlingPlan",
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
    "Request",
    "Score",
    "ScoreSheet",
    "Supervision",
]
