"""征询意见表: what one proposer thinks of the handling; every box empty, to be ticked by hand."""

from dispatch.desks import classes
from dispatch.letters.facts.words import BOXES, COMMON, addressed, common, day
from weijianyi import rulebook
from weijianyi.clock.models import Deadline

FACTS = COMMON | {
    "unit": ("承办单位", "市住房和城乡建设局"),
    "author": ("征询的提案人", "周敏委员"),
    "author_phone": ("提案人电话", "13900000000"),
    "letter": ("办理结果分类字母", "A"),
    "replied": ("答复日期", "2026年12月20日"),
    "contact_boxes": ("沟通方式的方框", "□电话　□面商　□现场　□座谈　□函　□线上　□没有沟通"),
    "boxes": ("评价的三个方框", BOXES),
    "return_by": ("交回期限", "2027年1月13日"),
}


def facts(desk, reply, author):
    forms = [entry.label for entry in rulebook.entries(desk.organisation_id, "contact_form")]
    clock = Deadline.objects.of(desk).filter(code="rate").order_by("-pk").first()
    return common(desk.item) | {
        "unit": desk.unit_name, "author": addressed(author), "author_phone": author.phone,
        "letter": classes.shown(reply, desk.organisation_id).letter, "replied": day(reply.released_at),
        "contact_boxes": "　".join(f"□{label}" for label in (*forms, "没有沟通")), "boxes": BOXES,
        "return_by": day(clock.due_on) if clock else "",
    }  # fmt: skip
