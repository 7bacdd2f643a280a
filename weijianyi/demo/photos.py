"""Photos of the demo: flat scenes drawn at seed time and kept like any upload, thumbnails included."""

from functools import cache

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from weijianyi.demo import scenery
from weijianyi.files.keeping import attach
from weijianyi.files.models import Attachment

# scene -> pictures of the member: (file name, drawing, its arguments)
TAKEN = {
    "tree": (("枝条伸到阳台.jpg", scenery.tree, ()), ("窗前近景.jpg", scenery.window, ())),
    "lane": (("路面坑洼.jpg", scenery.lane, ()),),
    "river": (("河岸现场.jpg", scenery.river, ()),),
    "bank": (("风光带现场.jpg", scenery.river, (True,)),),
    "counter": (("窗口排队.jpg", scenery.counter, (5,)),),
}
# scene -> pictures of the reply: (file name, purpose, drawing, its arguments)
PROOF = {
    "tree": (("修剪前.jpg", "before", scenery.tree, ()), ("修剪后.jpg", "after", scenery.tree, (True,))),
    "lane": (("施工前.jpg", "before", scenery.lane, ()), ("完工后.jpg", "after", scenery.lane, (True,))),
    "river": (("清理前.jpg", "before", scenery.river, ()), ("清理后.jpg", "after", scenery.river, (True,))),
    "counter": (("办理窗口.jpg", "after", scenery.counter, (1,)),),
}


def of_matter(tale, at):
    """What the member photographed on the spot."""
    for name, draw, arguments in TAKEN.get(tale.matter.scene, ()):
        keep(tale.item, name, "", tale.author, at, draw, arguments)


def of_reply(tale, desk, actor, at):
    """What the department shows of its work, before and after."""
    for name, purpose, draw, arguments in PROOF.get(tale.matter.scene, ()):
        keep(desk, name, purpose, actor, at, draw, arguments)


def keep(owner, name, purpose, actor, at, draw, arguments):
    upload = SimpleUploadedFile(name, picture(draw, arguments))
    kept = attach(owner, upload, kind=Attachment.Kind.PHOTO, actor=actor, purpose=purpose)
    Attachment.objects.filter(pk=kept.pk).update(uploaded_at=min(at, timezone.now()))


@cache
def picture(draw, arguments):
    """The bytes of a scene, drawn once."""
    return draw(*arguments)
