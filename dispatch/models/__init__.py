"""Re-exports the nouns."""

from .arrival import Arrival
from .assignment import Assignment
from .award import AwardRound
from .bulletin import Bulletin, BulletinBasis, BulletinReceipt, BulletinSection
from .class_change import ClassChange, ClassSource
from .contact import Contact
from .department import Department
from .evaluation import EvaluationRound
from .evaluation_meeting import EvaluationMeeting, PanelScore
from .excellent_case import CaseScore, ExcellentCase
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
from .informant import GridPlace, Informant
from .inspection import Inspection, InspectionFinding, InspectionVisit
from .key_proposal import KeyProgress, KeyProposal
from .ladder_rung import LadderRung
from .letter import LetterKind, LetterTemplate
from .link_message import LinkMessage
from .meeting import Attendance, Meeting
from .nomination import AwardScore, Nomination
from .officer import Officer
from .pairing import EvaluationUnit, Pairing, Score, ScoreSheet
from .partner import ExchangeFile, OrganisationKey, Partner
from .plan import HandlingPlan
from .pre_answer import PreAnswer
from .promise import LookBack, Promise
from .rating import Rating
from .redo import Redo
from .reminder import Digest, Reminder
from .reply import Reply
from .request import Answer, Request
from .supervision import Supervision, SupervisionAction
from .supervision_proposal import SupervisionProposal

__all__ = [
    "Answer",
    "Arrival",
    "Assignment",
    "Attendance",
    "AwardRound",
    "AwardScore",
    "Bulletin",
    "BulletinBasis",
    "BulletinReceipt",
    "BulletinSection",
    "CaseScore",
    "ClassChange",
    "ClassSource",
    "Contact",
    "Department",
    "Digest",
    "EvaluationMeeting",
    "EvaluationRound",
    "EvaluationUnit",
    "ExcellentCase",
    "ExchangeFile",
    "Extension",
    "GridPlace",
    "Handback",
    "HandlingPlan",
    "HotlineExchange",
    "HotlineLine",
    "HotlineList",
    "HotlineMatch",
    "HotlineNonce",
    "HotlineStatus",
    "HotlineTicket",
    "Informant",
    "Inspection",
    "InspectionFinding",
    "InspectionVisit",
    "KeyProgress",
    "KeyProposal",
    "LadderRung",
    "LetterKind",
    "LetterTemplate",
    "LinkMessage",
    "LookBack",
    "Meeting",
    "Nomination",
    "Officer",
    "OrganisationKey",
    "Pairing",
    "PanelScore",
    "Partner",
    "PreAnswer",
    "Promise",
    "Rating",
    "Redo",
    "Reminder",
    "Reply",
    "Request",
    "Score",
    "ScoreSheet",
    "Supervision",
    "SupervisionAction",
    "SupervisionProposal",
]
