"""Re-exports the nouns."""

from .collective import Collective
from .member import Member
from .organisation import Organisation
from .post import Post
from .session import Session
from .studio import Studio, StudioCode, StudioMember
from .user import User

__all__ = [
    "Collective",
    "Member",
    "Organisation",
    "Post",
    "Session",
    "Studio",
    "StudioCode",
    "StudioMember",
    "User",
]
