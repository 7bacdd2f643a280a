"""Places without a line: the messages of one hand-over go out and come in as a sealed file, applied as on line."""

from hashlib import sha256

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction
from django.db.models import Count, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from dispatch.linkage import applying as linking
from dispatch.linkage import carrying, keys, packing, sealing, shapes
from dispatch.linkage.receiving import moment
from dispatch.linkage.sealing import Refused
from dispatch.linkage.states import DOWN, MessageKind, Way
from dispatch.models import ExchangeFile, LinkMessage, Partner
from members.models import Organisation
from suggestions.codes import is_case_code
from suggestions.models import Authorship, Case, Item, ItemLink
from suggestions.states import LinkKind, State
from weijianyi.workflow import NotVisible

PRIVATE = ("member", "user")  # keys of our own tables stay here


# -- out ---------------------------------------------------------------------------------------------
def waiting(organisation):
    """Hand-overs with a partner, newest first: how many messages there are and how many have left."""
    sent = ExchangeFile.objects.filter(link=OuterRef("pk"), organisation=organisation, way=Way.OUT)
    last = sent.order_by("-pk").values("messages")[:1]
    partners = Partner.objects.filter(organisation=organisation, ended_at=None).values("other")
    own = Q(messages__sender=organisation, messages__receiver__in=partners)
    links = (
        ItemLink.objects.passed()
        .filter(own)
        .select_related("from_item__case", "organisation", "from_item__organisation")
    )
    links = links.annotate(
        number=Count("messages", filter=own), gone=Coalesce(Subquery(last), 0), latest=Max("messages__pk")
    )
    return links.order_by("-latest")


def exported(link, organisation, user=None, now=None):
    """(ExchangeFile, bytes): every message of ours so far; the receiver skips what it has."""
    other = (
        link.organisation
        if link.from_item.organisation_id == organisation.pk
        else link.from_item.organisation
    )
    key = keys.current(organisation)
    if key is None:
        raise ValidationError("本单位还没有交换密钥，请单位管理员先生成，并把公钥告诉对方。")
    if keys.partner_of(organisation, other) is None:
        raise ValidationError(f"{other.short_name}没有登记公钥，或者就在本系统里办理，不用交换文件。")
    rows = list(LinkMessage.objects.filter(link=link, sender=organisation).order_by("number"))
    if not rows:
        raise ValidationError("这件流转还没有要送出的消息。")
    now = now or timezone.now()
    files = [f for row in rows for f in row.body.get("files", ())]
    head = {
        "case": link.from_item.case.code, "link": link.code, "way": link.kind, "from": organisation.code,
        "from_name": organisation.name, "to": other.code, "to_name": other.name, "made_at": packing.iso(now),
    }  # fmt: skip
    raw, manifest = sealing.sealed(key, head, [plain(row) for row in rows], carrying.packed(files))
    with transaction.atomic():
        ItemLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
        before = ExchangeFile.objects.filter(link=link, organisation=organisation, way=Way.OUT)
        gone = before.aggregate(most=Max("messages"))["most"] or 0
        made = ExchangeFile.objects.create(
            organisation=organisation, other=other, link=link, way=Way.OUT, sha256=sha256(raw).hexdigest(), by=user,
            fingerprint=key.fingerprint, manifest=manifest, messages=len(rows), fresh=max(0, len(rows) - gone), at=now,
        )  # fmt: skip
    return made, raw


def plain(message):
    body = dict(message.body)
    if "authors" in body:
        body["authors"] = [{k: v for k, v in a.items() if k not in PRIVATE} for a in body["authors"]]
    return {
        "uid": str(message.uid), "kind": message.kind, "number": message.number, "body": body,
        "occurred_at": packing.iso(message.occurred_at),
    }  # fmt: skip


def file_name(made):
    return f"交换文件-{made.link.from_item.case.code}-{made.other.short_name}-{made.messages}.zip"


# -- in ----------------------------------------------------------------------------------------------
def imported(raw, organisation, user=None, now=None):
    """The ExchangeFile of what came in, `fresh` = 0 where all was known. Raises Refused, then nothing is kept."""
    now, sender = now or timezone.now(), None

    def trusted(head, fingerprint):
        nonlocal sender
        if head.get("to") != organisation.code:
            raise Refused(
                f"这份文件是给{str(head.get('to_name') or '别的单位')[:60]}的，不是给{organisation.name}的。"
            )
        sender = Organisation.objects.filter(code=head.get("from") or "").first()
        partner = keys.partner_of(organisation, sender) if sender else None
        if partner is None:
            raise Refused("发出文件的单位没有在本会登记公钥，没有导入。请单位管理员先核对并登记。")
        if partner.fingerprint != fingerprint:
            raise Refused(f"文件的签名不是{sender.short_name}登记的密钥，没有导入。请与对方核对公钥指纹。")
        return partner.public

    head, fingerprint, rows, contents = sealing.opened(raw, trusted)
    rows = shapes.checked(rows, contents, now)
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        link = link_of(head, sender, organisation, rows)
        fresh = kept(link, sender, organisation, rows)
        deliver(link, sender, contents, now)
        return ExchangeFile.objects.create(
            organisation=organisation, other=sender, link=link, way=Way.IN, sha256=sha256(raw).hexdigest(), by=user,
            fingerprint=fingerprint, manifest=head["files"], messages=len(rows), fresh=fresh, at=now,
        )  # fmt: skip


def link_of(head, sender, organisation, rows):
    """Our row of the hand-over; an offer from outside makes it, with the far matter as its source."""
    code = head.get("link")
    if not isinstance(code, str) or not 8 <= len(code) <= 12 or not is_case_code(str(head.get("case"))):
        raise Refused("流转编码或案件编码不对，没有导入。")
    link = ItemLink.objects.filter(code=code).select_related("from_item__case").first()
    if link is None:
        if rows[0]["kind"] != MessageKind.OFFER:
            raise Refused("没有找到这件流转：请先导入转出的那一份文件。")
        return far_source(head, sender, organisation, rows[0])
    ends = {link.from_item.organisation_id, link.organisation_id}
    if ends != {sender.pk, organisation.pk} or link.from_item.case.code != head["case"]:
        raise Refused("这件流转不是两个单位之间的，没有导入。")
    return link


def far_source(head, sender, organisation, offer):
    """The matter as it stands in the place it comes from: it is worked on there and only pointed to from here."""
    way = LinkKind.PASSED_UP if sender.parent_id == organisation.pk else LinkKind.PASSED_DOWN
    if sender.parent_id != organisation.pk and organisation.parent_id != sender.pk:
        raise Refused("只收上一级或下一级政协的流转文件。")
    body, at = offer["body"], offer["occurred_at"]
    case, _ = Case.objects.get_or_create(code=head["case"])
    item = Item.objects.create(
        case=case, organisation=sender, kind=body["kind"], title=body["title"], state=State.PASSED_ON,
        submitted_at=moment(body.get("submitted_at")) or at, passed_on_at=at, entered_from="交换文件",
    )  # fmt: skip
    Authorship.objects.bulk_create(
        Authorship(item=item, name=a["name"], order=a["order"], remote=True) for a in body["authors"]
    )
    if case.home_item_id is None:
        case.home_item = item
        case.save(update_fields=["home_item"])
    return ItemLink.objects.create(
        from_item=item, organisation=organisation, kind=way, code=head["link"], source_state=State.ACCEPTED,
        reason=body.get("note") or "", offered_at=at,
    )  # fmt: skip


def kept(link, sender, organisation, rows):
    """Rows of the messages not seen before; how many."""
    known = {m.number: m.uid for m in LinkMessage.objects.filter(link=link, sender=sender)}
    down = link.from_item.organisation_id == sender.pk
    fresh = 0
    for row in rows:
        if (row["kind"] in DOWN) != down:
            raise Refused("文件里有不该由对方发出的消息，没有导入。")
        if row["number"] in known:
            if known[row["number"]] != row["uid"]:
                raise Refused("同一序号的消息与以前导入的不同，没有导入。请与对方核对。")
            continue
        if LinkMessage.objects.filter(uid=row["uid"]).exists():
            raise Refused("文件里的消息属于另一件流转，没有导入。")
        LinkMessage.objects.create(link=link, sender=sender, receiver=organisation, **row)
        fresh += 1
    return fresh


def deliver(link, sender, contents, now):
    """Through the same functions as on line; what cannot be applied undoes the whole import."""
    last = LinkMessage.objects.not_applied().filter(link=link, sender=sender).order_by("-number").first()
    if last is None:
        return
    try:
        linking.deliver(last, at=now, box=carrying.Box(contents))
    except (NotVisible, ObjectDoesNotExist) as error:
        raise Refused("这件事项已经不在本会办理，没有导入。") from error
    except ValidationError as error:
        raise Refused("内容不能收下，没有导入：" + "".join(error.messages)) from error


def title_of(made):
    """What the receipt calls the matter: our own title of it."""
    return str(made.link.to_item or made.link.from_item)
