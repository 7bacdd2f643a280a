"""Who acts: a person under one post (hat), the system, a client, a resident."""

from dataclasses import dataclass
from typing import Any

from weijianyi.audit.models import PERSON, SYSTEM


@dataclass(frozen=True)
class Actor:
    """Who acts: a person under one post (hat), or the system, a client, a resident."""

    kind: str = PERSON
    user: Any = None
    post: Any = None
    on_behalf_of: str = ""
    link: Any = None  # of a client: the hand-over between organisations whose messages it brings
    scopes: frozenset = frozenset()  # of a client: what its key was issued for

    @property
    def label(self):
        if self.kind == SYSTEM:
            return "自动办理"
        return self.user.name or self.user.username if self.user else self.on_behalf_of or "—"

    @property
    def organisation_id(self):
        return self.post.organisation_id if self.post else None


SYSTEM_ACTOR = Actor(kind=SYSTEM)
