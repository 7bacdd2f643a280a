"""Re-exports the nouns."""

from .collective import Collective
from .credentials import ExternalIdentity, ResetCode, UsedPassword
from .member import Member
from .organisation import Organisation
from .post import Post
from .score import ScoreGroup, ScoreRule, ScoreScheme
from .score_entry import ScoreEntry
from .score_objection import ScoreObjection
from .service_record import ScoreExemption, ServiceRecord
from .session import Session
from .stand_in import StandIn
from .studio import Studio, StudioCode, StudioMember
from .user import User

__all__ = [
    "Collective",
    "ExternalIdentity",
    "Member",
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
    "UsedPassword",
    "User",
]
