"""Re-exports the nouns."""

from .collective import Collective
from .credentials import ExternalIdentity, ResetCode, UsedPassword
from .duty import Duty
from .duty_feed import DutyFeed
from .duty_rule import DutyRule
from .duty_swap import DutySwap
from .member import Member
from .opinion import Opinion
from .opinion_records import OpinionAnswer, OpinionContact, OpinionVisit
from .organisation import Organisation
from .post import Post
from .score import ScoreGroup, ScoreRule, ScoreScheme
from .score_entry import ScoreEntry
from .score_objection import ScoreObjection
from .service_record import ScoreExemption, ServiceRecord
from .session import Session
from .stand_in import StandIn
from .studio import Studio, StudioCode, StudioMember
from .tally import Tally
from .user import User

__all__ = [
    "Collective",
    "Duty",
    "DutyFeed",
    "DutyRule",
    "DutySwap",
    "ExternalIdentity",
    "Member",
    "Opinion",
    "OpinionAnswer",
    "OpinionContact",
    "OpinionVisit",
    "Organisation",
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
    "UsedPassword",
    "User",
]
