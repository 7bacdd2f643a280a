"""Tells the whole story: everything is submitted in order of time, then every matter takes its way."""

from suggestions.models import Proposal
from weijianyi.demo import (
    earlier,
    elsewhere,
    finished,
    handovers,
    hotline,
    in_hand,
    keys,
    photos,
    proposals,
    reports,
    topics,
    under_review,
)
from weijianyi.demo.journey import Tale
from weijianyi.demo.proposal_tale import ProposalTale

TALES = {Proposal: ProposalTale}


def tell(city, older, plenaries):
    scenes = [
        *earlier.scenes(city.days, older),
        *finished.scenes(city.days),
        *in_hand.scenes(city.days),
        *under_review.scenes(city.days),
        *elsewhere.scenes(city.days),
        *handovers.scenes(city.days),
        *hotline.scenes(city.days),
        *proposals.scenes(city.days, *plenaries),
        *topics.scenes(city.days),
        *reports.scenes(city.days),
    ]
    begun = [begin(city, scene) for scene in sorted(scenes, key=lambda scene: scene.at)]
    for tale, scene in begun:
        if scene.then is not None:
            scene.then(tale, city.days)


def begin(city, scene):
    """Written, photographed and, unless it stays a draft, submitted."""
    told = keys.TALES.get(scene.matter.title) or TALES.get(scene.kind, Tale)
    at, signed = told.begins(scene)
    item = city.draft(
        scene.matter, scene.author, at, kind=scene.kind, hat=scene.hat, co=signed, **scene.fields
    )
    topics.cite(item)
    tale = told(city, scene.matter, item, city.actor(scene.author, scene.hat))
    city.tales[scene.matter.title] = tale
    photos.of_matter(tale, scene.at)
    if scene.then is not None and not scene.unsent:
        tale.hand_in(scene)
    return tale, scene


def stays(tale, days):
    """Submitted, and waiting."""
