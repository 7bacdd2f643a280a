"""Who may open the photos of opinions and visits; residents' photos go with the rest when the time is over."""

from dataclasses import replace

from members.models import Opinion, OpinionVisit
from members.opinions import rules as opinion_rules
from weijianyi.files import access
from weijianyi.files.receive import DEFAULTS

LIMITS = replace(DEFAULTS, photos=5, documents=0)


def register():
    access.register(
        Opinion,
        visible=Opinion.objects.visible_to,
        may_read=lambda actor, opinion: True,
        may_attach=lambda actor, opinion: False,
        is_draft=lambda opinion: opinion.erased_at is not None,
        limits=lambda opinion: LIMITS,
    )
    access.register(
        OpinionVisit,
        visible=OpinionVisit.objects.visible_to,
        may_read=lambda actor, visit: True,
        may_attach=lambda actor, visit: visit.voided_at is None and opinion_rules.works(actor, visit.opinion),
        is_draft=lambda visit: visit.opinion.erased_at is not None,
        limits=lambda visit: LIMITS,
        key="pk",
    )
