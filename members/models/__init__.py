"""Re-exports the nouns."""

from .collective import Collective
from .member import Member
from .organisation import Organisation
from .post import Post
from .session import Session
from .user import User

__all__ = ["Collective", "Member", "Organisation", "Post", "Session", "User"]
