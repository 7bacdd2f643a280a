"""Tells the whole story: everything is submitted in order of time, then every matter takes its way."""

from weijianyi.demo import earlier, elsewhere, finished, in_hand, photos, under_review
from weijianyi.demo.journey import Tale


def tell(city, older):
    scenes = [
        *earlier.scenes(city.days, older),
        *finished.scenes(city.days),
        *in_hand.scenes(city.days),
        *under_review.scenes(city.days),
        *elsewhere.scenes(city.days),
    ]
    begun = [begin(city, scene) for scene in sorted(scenes, key=lambda scene: scene.at)]
    for tale, scene in begun:
        if scene.then is not None:
            scene.then(tale, city.days)


def begin(city, scene):
    """Written, photographed and, unless it stays a draft, submitted."""
    item = city.draft(
        scene.matter, scene.author, scene.at, kind=scene.kind, hat=scene.hat, co=scene.co, **scene.fields
    )
    tale = Tale(city, scene.matter, item, city.actor(scene.author, scene.hat))
    city.tales[scene.matter.title] = tale
    photos.of_matter(tale, scene.at)
    if scene.then is not None:
        tale.submit(scene.at)
    return tale, scene


def stays(tale, days):
    """Submitted, and waiting."""
