"""One of everything behind the addresses of proposals."""

from django.utils import timezone

from suggestions.models import Research, TopicCall, UpperProposal
from suggestions.topics import versions
from weijianyi import rulebook
from weijianyi.workflow import perform


def things(w):
    joint = w.collective_draft()
    joint = perform(joint, "name_drafter", actor=w["operator"], member=w["member"].post.member, role="write")
    words = versions.text_of(joint) | {"advice": "每个乡镇建一所日间照料中心。"}
    versions.save(joint, words, actor=w["member"], seen=joint.version)
    return {
        "topic": {"slug": w.topic().slug}, "call": {"pk": call(w).pk}, "joint": {"slug": joint.slug},
        "research": {"slug": research(w, joint).slug}, "upper": {"pk": upper(w).pk},
    }  # fmt: skip


def call(w, **fields):
    today = timezone.localdate()
    words = {
        "title": "征集明年的提案选题", "opens_on": today, "closes_on": today, "published_at": timezone.now(),
        "published_by": w["staff"].post,
    } | fields  # fmt: skip
    return TopicCall.objects.create(organisation=w.city, **words)


def research(w, item, by="operator", **fields):
    words = {
        "form": rulebook.entry(w.city, "research_form", "visit"), "held_on": timezone.localdate(),
        "place": "城关镇敬老院", "people": "院长、老人 6 位", "finding": "床位 40 张，住了 12 人。",
    } | fields  # fmt: skip
    return Research.objects.create(item=item, entered_by=w[by].post, **words)


def upper(w, **fields):
    words = {
        "name": "周远", "level": "province", "title": "关于支持磷化工转型的建议", "helps": ["topic", "drafting"],
        "submitted_on": timezone.localdate(), "state": "submitted",
    } | fields  # fmt: skip
    return UpperProposal.objects.create(organisation=w.city, entered_by=w["staff"].post, **words)
