"""What the letters of a 微建议 say: every placeholder with its meaning, and its value read from the rows."""

import io

from django.utils import timezone
from docx.shared import Mm
from docxtpl import InlineImage
from PIL import Image

from dispatch.desks import classes
from dispatch.letters.facts.words import BOXES, clerk_of, day, named, office_name
from dispatch.states import GONE, DeskRole
from weijianyi.clock.models import Deadline
from weijianyi.files.models import Attachment

PHOTO_SIDE, PHOTO_WIDTH = 1000, Mm(42)
# Every placeholder a template may use, with what it stands for and what a try-out prints.
FACTS = {
    "office": ("发文机关", "政协云江市委员会办公室"),
    "office_phone": ("值班电话", "0700-5206132"),
    "clerk": ("联系人", "唐静"),
    "date": ("成文日期", "2026年11月24日"),
    "number": ("编号", "微建议〔2026〕12号"),
    "kind": ("类型", "微建议"),
    "title": ("标题", "修剪西外街家属区旁大树"),
    "authors": ("提出人", "周敏（医卫界）委员"),
    "phones": ("委员电话", "13900000000"),
    "place": ("地点", "大安区西外街街道，四公司家属区"),
    "situation": ("情况", "枝条已伸到三楼阳台，刮风时拍打窗户。"),
    "advice": ("建议", "请现场查看并修剪。"),
    "unit": ("承办单位", "市城市管理和综合执法局"),
    "role": ("主办、独办、协办等", "独办"),
    "assists": ("协办单位", "市园林中心"),
    "complexity": ("难易", "一般"),
    "round": ("轮次", 1),
    "offered": ("交办时间", "2026年11月24日"),
    "due": ("答复期限", "2026年12月8日"),
    "return_by": ("退办期限", "2026年11月26日"),
    "note": ("给承办单位的话", "请先电话联系。"),
    "contacts": ("沟通记录，逐条", ["办前 2026年11月25日 电话：约定现场查看"]),
    "facts": ("办理情况", "已修剪 14 处。"),
    "measures": ("采取措施", "排查周边行道树。"),
    "result": ("办理结果", "A 已解决"),
    "done_on": ("完成日期", "2026年12月1日"),
    "ground": ("依据", ""),
    "contact_name": ("经办人", "李强"),
    "contact_phone": ("经办人电话", "0700-5211601"),
    "leader_name": ("分管领导", "王建国"),
    "signed": ("签发时间", "2026年12月1日"),
    "boxes": ("评价的三个方框", BOXES),
    "photo_before": ("办理前照片", ""),
    "photo_after": ("办理后照片", ""),
}


def facts_of(desk):
    """What is known when the item is handed out."""
    item, organisation = desk.item, desk.organisation
    authors = item.signatures
    assists = desk.assists.exclude(state__in=GONE).select_related("department")
    window = Deadline.objects.of(desk).filter(code="handback").order_by("-pk").first()
    clock = Deadline.objects.of(desk).filter(code="handle").order_by("-pk").first()
    return {
        "office": office_name(organisation), "office_phone": organisation.office_phone,
        "clerk": clerk_of(item), "date": day(desk.offered_at or timezone.now()), "number": item.reference,
        "kind": item.get_kind_display(), "title": item.title, "authors": "、".join(map(named, authors)),
        "phones": "、".join(a.phone for a in authors if a.phone) or "请与提案委联系",
        "place": "，".join(filter(None, (item.district, item.place))), "situation": item.situation,
        "advice": item.advice, "unit": desk.unit_name, "role": desk.role_word,
        "assists": "、".join(d.unit_name for d in assists), "complexity": desk.get_complexity_display(),
        "round": desk.round, "offered": day(desk.offered_at), "due": day(clock.due_on if clock else desk.due_on),
        "return_by": day(window.due_on) if window and desk.role != DeskRole.ASSIST else "", "note": desk.note,
        "boxes": BOXES,
    }  # fmt: skip


def reply_facts(desk, reply):
    """The record of handling (domain: 办理情况表); empty lines to fill in by hand while nothing is written."""
    contacts = desk.contacts.filter(voided_at=None).select_related("form")
    found = {
        "contacts": [f"{c.get_stage_display()} {day(c.held_on)} {c.form.label}：{c.summary}" for c in contacts],
        "result": "", "done_on": "", "signed": "",
        **{name: getattr(reply, name, "") or "" for name in (
            "facts", "measures", "ground", "contact_name", "contact_phone", "leader_name",
        )},
    }  # fmt: skip
    if reply is not None:
        result = classes.shown(reply, desk.organisation_id)
        changed = f"（{result.change}）" if result.change else ""
        found |= {
            "result": f"{result}{changed}",
            "done_on": day(reply.done_on),
            "signed": day(reply.signed_at),
        }
    return found


def photos(desk, document):
    return placed(Attachment.objects.of(desk).photos(), document)


def placed(attachments, document):
    """The first picture before and after, made small enough for a letter."""
    found = {"photo_before": "", "photo_after": ""}
    for attachment in attachments:
        name = f"photo_{attachment.purpose}"
        if name in found and not found[name]:
            found[name] = InlineImage(document, small(attachment), width=PHOTO_WIDTH)
    return found


def small(attachment):
    out = io.BytesIO()
    with attachment.path.open("rb") as stored, Image.open(stored) as picture:
        picture.thumbnail((PHOTO_SIDE, PHOTO_SIDE))
        picture.save(out, "JPEG", quality=80)
    out.seek(0)
    return out
