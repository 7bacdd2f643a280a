"""Re-exports the nouns."""

from .arrival import Arrival
from .assignment import Assignment
from .award import AwardRound
from .bulletin import Bulletin, BulletinBasis, BulletinReceipt, BulletinSection
from .class_change import ClassChange, ClassSource
from .contact import Contact
from .department import Department, FormerName
from .evaluation import EvaluationRound
from .evaluation_meeting import EvaluationMeeting, PanelScore
from .excellent_case import CaseScore, ExcellentCase
from .export import Export, SavedFilter
from .extension import Extension
from .figure_count import FigureCount
from .half_appraisal import HalfAppraisal, HalfChange
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
from .reply_finding import Remark, ReplyFinding
from .request import Answer, Outcome, Request, RequestGrade
from .roster_import import RosterImport, RosterKind
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
    "Export",
    "Extension",
    "FigureCount",
    "FormerName",
    "GridPlace",
    "HalfAppraisal",
    "HalfChange",
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
    "Outcome",
    "Pairing",
    "PanelScore",
    "Partner",
    "PreAnswer",
    "Promise",
    "Rating",
    "Redo",
    "Remark",
    "Reminder",
    "Reply",
    "ReplyFinding",
    "Request",
    "RequestGrade",
    "RosterImport",
    "RosterKind",
    "SavedFilter",
    "Score",
    "ScoreSheet",
    "Supervision",
    "SupervisionAction",
    "SupervisionProposal",
]
