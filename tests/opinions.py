"""Short verbs for residents' opinions: a studio, what a resident says, and the four answers."""

import uuid

from django.utils import timezone

from members.models import Studio, StudioCode, StudioMember
from members.opinions import receiving as opinion_receiving
from members.opinions.receiving import Said
from tests.weijianyi.files.making import photo
from weijianyi.files.receive import DEFAULTS, read
from weijianyi.workflow import SYSTEM_ACTOR, perform

TEXT = "罗溪巷路面坑洼积水，老人晚上走路不安全，希望修一修。"
PHONE, NAME = "13755550186", "刘桂香"


def studio(w, **fields):
    """One studio with a liaison and the first member; made once."""
    found = Studio.objects.filter(organisation=w.city, name="西流湾社区委员工作室").first()
    if found is None:
        found = Studio.objects.create(
            organisation=w.city, name="西流湾社区委员工作室", level="village", address="西流湾社区居委会 2 楼",
            liaison=w["liaison"].post, opened_on="2020-01-01", **fields,
        )  # fmt: skip
        StudioMember.objects.create(studio=found, member=w["member"].post.member, convenor=True)
        StudioCode.objects.create(studio=found)
    return found


def code(w):
    return studio(w).codes.get(revoked_at=None)


def received(w, text=TEXT, *, marks=(), at=None, **said):
    said = {"reply_by": "sms", "name": NAME, "phone": PHONE} | said
    return opinion_receiving.receive(
        studio(w), Said(text=text, **said), form_key=uuid.uuid4().hex, marks=marks, likeness="ab" * 8, at=at
    )


def by_resident(opinion, step, **facts):
    return perform(opinion, step, actor=opinion_receiving.resident(opinion), **facts)


def taken(w, opinion=None, by="liaison"):
    return perform(opinion or received(w), "take_up", actor=w[by])


def visited(w, opinion=None, by="liaison"):
    opinion = taken(w, opinion, by)
    note = "现场看过，约 200 米路面破损，雨后积水。"
    return look(w, opinion, by, note=note)


def look(w, opinion, by="liaison", pictures=1, note="看过，没有灯。"):
    """On the spot, with so many photos."""
    photos = tuple(read(photo(f"{n}.jpg"), "photo", DEFAULTS) for n in range(pictures))
    return perform(
        opinion, "record_visit", actor=w[by], held_on=timezone.localdate(), note=note, photos=photos
    )


def void(opinion, visit=None, by=None, reason="照片是另一条巷子的。"):
    return perform(opinion, "void_visit", actor=by, visit=visit or opinion.visits.last(), reason=reason)


def answered(w, opinion=None, by="liaison"):
    return perform(
        taken(w, opinion, by), "answer", actor=w[by], text="低保在社区服务窗口申请，带身份证和户口本。"
    )


def asked(w, opinion=None, by="liaison"):
    return perform(
        taken(w, opinion, by), "ask_department", actor=w[by], department=w.departments["城管局"],
        title="请答复罗溪巷路面维修安排", question=TEXT,
    )  # fmt: skip


def inquiry_desk(opinion):
    return opinion.made.get(asked=True, ended_at=None).item.desks.get()


def turned(w, opinion=None, by="liaison", into="suggestion"):
    opinion = visited(w, opinion, by)
    member = w["member"].post.member
    return perform(opinion, "turn", actor=w[by], into=into, member=member, title="修复罗溪巷破损路面")


def closed(w, opinion=None, solved=True):
    return perform(answered(w, opinion), "close", actor=w["liaison"], solved=solved)


def spam(w):
    return perform(received(w), "mark_spam", actor=w["liaison"], reason="广告")


def erased(opinion):
    return perform(opinion, "expire", actor=SYSTEM_ACTOR)
