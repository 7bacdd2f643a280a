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
from .hotline import (
    HotlineExchange,
    HotlineLine,
    HotlineList,
    HotlineMatch,
    HotlineNonce,
    HotlineStatus,
    HotlineTicket,
)
from .key_proposal import KeyProgress, KeyProposal
from .letter import LetterKind, LetterTemplate
from .meeting import Attendance, Meeting
from .nomination import AwardScore, Nomination
from .officer import Officer
from .pairing import EvaluationUnit, Pairing, Score, ScoreSheet
from .plan import HandlingPlan
from .pre_answer import PreAnswer
from .promise import LookBack, Promise
from .rating import Rating
from .redo import Redo
from .reply import Reply
from .request import Answer, Request
from .supervision import Supervision

__all__ = [
    "Answer",
    "Assignment",
    "Attendance",
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
    "HotlineExchange",
    "HotlineLine",
    "HotlineList",
    "HotlineMatch",
    "HotlineNonce",
    "HotlineStatus",
    "HotlineTicket",
    "KeyProgress",
    "KeyProposal",
    "LetterKind",
    "LetterTemplate",
    "LookBack",
    "Meeting",
    "Nomination",
    "Officer",
    "Pairing",
    "PanelScore",
    "PreAnswer",
    "Promise",
    "Rating",
    "Redo",
    "Reply",
    "Request",
    "Score",
    "ScoreSheet",
    "Supervision",
]
