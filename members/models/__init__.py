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
    "Session",
    "StandIn",
    "Studio",
    "StudioCode",
    "StudioMember",
    "Tally",
    "UsedPassword",
    "User",
]
