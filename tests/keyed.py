"""Short verbs for key proposals, meetings and promises; how a proposal is filed stands here and nowhere else."""

from datetime import timedelta

from django.utils import timezone

from dispatch import meetings
from dispatch.key_proposals import candidates as key_candidates
from members.models import Collective
from suggestions.models import Proposal
from tests.world import desk_of
from weijianyi import rulebook
from weijianyi.workflow import perform

BODY = "园区内外道路夜间照明不足，职工上下班不安全。" * 12


def filed(w, author="member", *, cosigners=(), **fields):
    """A proposal the head has filed, not handed out yet."""
    item = w.draft(author, kind=Proposal, **{"title": "完善园区道路照明", "situation": BODY} | fields)
    for place, name in enumerate(cosigners, 1):
        member = w[name].post.member
        item.authorships.create(name=name, member=member, order=place, signed_at=timezone.now())
    return w.filed(perform(item, "submit", actor=w[author], declared=True))


def handed_out(w, item=None):
    """A filed proposal with the desk of its department."""
    item = perform(item or filed(w), "dispatch", actor=w["staff"], lead=w.departments["城管局"])
    return desk_of(item, w.departments["城管局"])


def committee(w):
    return Collective.objects.get(name="提案委")


def nominated(w, item=None):
    return key_candidates.nominate(item or handed_out(w).item, actor=w["staff"], reason="群众反映集中")


def decided(w, key=None):
    key = key or nominated(w)
    return perform(key, "decide", actor=w["head"], committee=committee(w), ground="主席会议确定")


def planned(w, key=None):
    key = perform(key or decided(w), "claim", actor=w["leader"])
    target = timezone.localdate() + timedelta(days=60)
    return perform(key, "set_plan", actor=w["handler"], plan="先勘查，再分批安装。", target_on=target)


def met(w, key=None, actor="staff", **facts):
    """A consultation on a key proposal."""
    facts = {
        "kind": "consultation", "form": rulebook.entry(w.city, "meeting_form", "park"), "title": "",
        "held_on": timezone.localdate(), "place": "云江工业园会议室", "convened_by": "提案委",
        "participants": "李强，城管局\n陈委员，医卫界", "minutes": "一致同意分两批安装。",
    } | facts  # fmt: skip
    key = key or decided(w)
    return meetings.record(actor=w[actor], facts=facts, organisation_id=w.city.pk, key_proposal=key)


def promised(w, days=30, desk=None, **fields):
    """The promise of a reply of class B, due in so many days."""
    until = timezone.localdate() + timedelta(days=days)
    reply = {
        "result": "in_progress",
        "done_on": until,
        "facts": "已立项。",
        "measures": "分批安装路灯。",
    } | fields
    return w.released(desk, **reply).promises.first()


def kept(w, promise=None):
    return perform(promise or promised(w), "keep", actor=w["handler"], text="已安装路灯 20 盏。")
