"""Re-exports the nouns."""

from .collective import Collective
from .credentials import ExternalIdentity, ResetCode, UsedPassword
from .fixed_contact import FixedContact
from .member import Member
from .membership import Membership
from .organisation import Organisation
from .patronage import Patronage, PatronVisit
from .post import Post
from .session import Session
from .stand_in import StandIn
from .studio import Studio, StudioCode, StudioMember
from .term import Term
from .user import User

__all__ = [
    "Collective",
    "ExternalIdentity",
    "FixedContact",
    "Member",
    "Membership",
    "Organisation",
    "PatronVisit",
    "Patronage",
    "Post",
    "ResetCode",
    "Session",
    "StandIn",
    "Studio",
    "StudioCode",
    "StudioMember",
    "Term",
    "UsedPassword",
    "User",
]
