"""Re-exports the nouns."""

from .collective import Collective
from .credentials import ExternalIdentity, ResetCode, UsedPassword
from .duty import Duty
from .duty_feed import DutyFeed
from .duty_rule import DutyRule
from .duty_swap import DutySwap
from .fixed_contact import FixedContact
from .member import Member
from .membership import Membership
from .opinion import Opinion
from .opinion_records import OpinionAnswer, OpinionContact, OpinionVisit
from .organisation import Organisation
from .patronage import Patronage, PatronVisit
from .post import Post
from .score import ScoreGroup, ScoreRule, ScoreScheme
from .score_entry import ScoreEntry
from .score_objection import ScoreObjection
from .service_record import ScoreExemption, ServiceRecord
from .session import Session
from .stand_in import StandIn
from .studio import Studio, StudioCode, StudioMember
from .tally import Tally
from .term import Term
from .user import User

__all__ = [
    "Collective",
    "Duty",
    "DutyFeed",
    "DutyRule",
    "DutySwap",
    "ExternalIdentity",
    "FixedContact",
    "Member",
    "Membership",
    "Opinion",
    "OpinionAnswer",
    "OpinionContact",
    "OpinionVisit",
    "Organisation",
    "PatronVisit",
    "Patronage",
    "Post",
    "ResetCode",
    "ScoreEntry",
    "ScoreExemption",
    "ScoreGroup",
    "ScoreObjection",
    "ScoreRule",
    "ScoreScheme",
    "ServiceRecord",
    "Session",
    "StandIn",
    "Studio",
    "StudioCode",
    "StudioMember",
    "Tally",
    "Term",
    "UsedPassword",
    "User",
]
