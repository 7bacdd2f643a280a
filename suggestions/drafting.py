"""Drafts: kept on the server from the first words, really deleted only while they were never submitted."""

import hashlib

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from members.models import Member
from members.rules import has_role, is_office
from members.states import Role
from suggestions import conversion, holding, opinions, rules
from suggestions.codes import is_slug
from suggestions.codes import slug as new_slug
from suggestions.models import Authorship, Case, Item, ItemLink
from suggestions.models.item import PROXIES
from suggestions.proposals import evidence
from suggestions.states import WITH_AUTHOR, Kind, State
from weijianyi.clock.models import Deadline
from weijianyi.files import keeping
from weijianyi.files.models import Attachment
from weijianyi.workflow import SYSTEM_ACTOR, Forbidden, NotNow, door, perform

COMMON = ("title", "situation", "advice", "category", "found_via", "open_consent", "closed_reason")
FIELDS = {
    Kind.SUGGESTION: (*COMMON, "district", "place", "wished_unit"),
    Kind.PROPOSAL: (*COMMON, "analysis", "wished_unit"),
    Kind.REPORT: (*COMMON, "analysis", "form", "source", "source_note", "urgent", "topic"),
}

# What only one kind has lies beside the item: field -> the one-to-one row.
OF_FACTS = {
    "wished_assist": "proposal_facts", "form": "report_facts", "source": "report_facts",
    "source_note": "report_facts", "urgent": "report_facts", "topic": "report_facts",
}  # fmt: skip


class Stale(Exception):
    """The draft was changed elsewhere since this page was opened; `item` is the draft as it is now."""

    def __init__(self, item):
        super().__init__("changed elsewhere")
        self.item = item


def kinds_for(actor):
    """What this actor may write: members and operators everything, the office suggestions and proposals, informants
    in their own name and editors on behalf of others only reports."""
    if has_role(actor, Role.MEMBER, Role.OPERATOR):
        return tuple(FIELDS)
    if has_role(actor, Role.INFORMANT, Role.EDITOR):
        return (Kind.REPORT,)
    return (Kind.SUGGESTION, Kind.PROPOSAL) if is_office(actor) else ()


def members_of(actor, words=""):
    """The members the office may write for, by name or phone."""
    members = Member.objects.filter(organisation=actor.post.organisation).order_by("name", "pk")
    return members.filter(Q(name__contains=words) | Q(phone__startswith=words)) if words else members


def find(actor, slug):
    """What this page has begun, by now perhaps submitted, or None; somebody else's slug is simply not found."""
    item = Item.objects.visible_to(actor).filter(slug=slug).first() if slug else None
    return item if item and rules.edits(actor, item) else None


def begin(actor, kind, values, *, slug="", member=None, collective=None, outsider=""):
    """A new draft of the actor, or of the member, collective or outsider it is written for.

    The page brings the slug its draft will have, so that autosave, a second click and a reload meet in one row.
    """
    wanted = slug if is_slug(slug) else new_slug()
    try:
        return create(actor, kind, wanted, values, member=member, collective=collective, outsider=outsider)
    except IntegrityError:  # the slug is taken: by autosave a moment ago, or by somebody else's draft
        item = find(actor, wanted)
    if item is None:
        return create(
            actor, kind, new_slug(), values, member=member, collective=collective, outsider=outsider
        )
    return save(item, values, actor=actor, seen=item.version)


def create(actor, kind, slug, values, *, member=None, collective=None, outsider=""):
    """The rows of a new draft; IntegrityError when the slug is taken."""
    item = PROXIES[kind](
        organisation=actor.post.organisation,
        kind=kind,
        slug=slug,
        entered_by=actor.post if rules.enters(actor) else None,
        **{name: value for name, value in values.items() if name not in OF_FACTS},
    )
    with transaction.atomic():
        item.case = Case.objects.create()
        item.save()
        write_facts(item, {name: value for name, value in values.items() if name in OF_FACTS})
        if outsider and not member:
            Authorship.objects.create(item=item, outside=True, name=outsider, signed_at=timezone.now())
        elif has_role(actor, Role.INFORMANT):
            Authorship.objects.create(
                item=item, user=actor.user, name=informant_name(actor), signed_at=timezone.now()
            )
        else:
            sign(item, member or actor.post.member, collective or actor.post.collective)
        holding.settle(item, item.created_at)
    return item


def informant_name(actor):
    """李春（向阳镇）: the unit stands in the post's title."""
    return f"{actor.user.name}（{actor.post.title}）" if actor.post.title else actor.user.name


def sign(item, member, collective):
    """The first authorship: in person, or of the collective the operator acts for."""
    who = (
        {"collective": collective, "name": collective.name}
        if collective
        else {"member": member, "name": member.name}
    )
    Authorship.objects.create(item=item, signed_at=timezone.now(), **who)


def save(item, values, *, actor, seen, may=rules.edits):
    """Write what changed. `seen` is the version the page was opened with; raises Stale when it is older.

    A second click brings what is already stored: nothing to write, so never stale.
    """
    with transaction.atomic():
        item = door.lock(item)
        editable(item, actor, may)
        changed = {name: value for name, value in values.items() if stored(item, name) != value}
        if not changed:
            return item
        if seen != item.version:
            raise Stale(item)
        write_facts(item, {name: value for name, value in changed.items() if name in OF_FACTS})
        for name in changed.keys() - OF_FACTS.keys():
            setattr(item, name, changed[name])
        item.saved_at = timezone.now()
        item.version += 1
        item.save()
    return item


def differences(item, values):
    """[(label, text as it is stored)] where these values differ."""
    changed = [name for name, value in values.items() if stored(item, name) != value]
    return [(row_of(item, name)._meta.get_field(name).verbose_name, stored(item, name)) for name in changed]


def row_of(item, name):
    """Where a field of the draft stands: what only a proposal has lies beside the item."""
    return getattr(item, OF_FACTS[name]) if name in OF_FACTS else item


def write_facts(item, values):
    """Store values of the row beside the item; all belong to the same row."""
    for name, value in values.items():
        setattr(row_of(item, name), name, value)
    if values:
        row_of(item, next(iter(values))).save(update_fields=sorted(values))


def stored(item, name):
    return getattr(row_of(item, name), name)


def editable(item, actor, may=rules.edits):
    """Forbidden or NotNow unless this actor may write in it now."""
    if not may(actor, item):
        raise Forbidden("只有作者可以修改。")
    if item.state == State.COSIGNING:
        raise NotNow("正在联名，要改文字请先收回联名。", item, door.last_event(item))
    if item.state not in WITH_AUTHOR or item.voided_at:
        sentence = f"这件事项现在是“{item.get_state_display()}”，不能修改。"
        raise NotNow(sentence, item, door.last_event(item))


def attach(item, made, *, actor, purpose=""):
    """Keep uploads; the same file twice is one. Answers the sentences of those there is no room for."""
    refused = []
    with transaction.atomic():
        item = door.lock(item)
        held = set(Attachment.objects.of(item).values_list("sha256", flat=True))
        for each in made:
            if hashlib.sha256(each.content).hexdigest() in held:
                continue
            try:
                keeping.keep(item, each, actor=actor, purpose=purpose)
            except ValidationError as error:
                refused += error.messages
    return refused


def discard(item, *, actor):
    """Delete a never-submitted draft for good; what it was converted from is then declined."""
    with transaction.atomic():
        item = door.lock(item)
        if not rules.submits(actor, item):
            raise Forbidden("只有第一作者可以删除草稿。")
        if item.state != State.DRAFT or item.submitted_at:
            raise NotNow("已经提交过的事项不能删除，可以申请撤回。", item, door.last_event(item))
        link = conversion.conversion_of(item)
        remove(item, actor)
        if link:
            perform(link.from_item, "conversion_lapsed", actor=SYSTEM_ACTOR)


def give_up_conversion(draft, at):
    """The 30 days are over: the source is declined; only an untouched draft goes, the author's own words stay."""
    with transaction.atomic():
        draft = door.lock(draft)
        link = conversion.conversion_of(draft)
        if draft.state != State.DRAFT or link is None:
            raise NotNow("这份草稿已经提交或删除。", draft)
        perform(link.from_item, "conversion_lapsed", actor=SYSTEM_ACTOR)
        if draft.version or Attachment.objects.of(draft).exists():
            holding.settle(draft, at)
        else:
            remove(draft, SYSTEM_ACTOR)


def remove(item, actor):
    """The rows of a draft; the caller holds the lock and has checked."""
    for attachment in Attachment.objects.of(item):
        keeping.void(attachment, actor)
    Deadline.objects.of(item).delete()
    ItemLink.objects.filter(to_item=item).update(to_item=None)
    opinions.dropped(item, note="委员删除了草稿")
    evidence.remove(item, actor)
    item.requests.all().delete()  # a reverse key
    item.authorships.all().delete()
    case = item.case
    item.delete()
    if not case.items.exists():
        case.delete()


def switch(item, kind, *, actor):
    """The same words, authors and files as a draft of another kind: an item never changes its own."""
    with transaction.atomic():
        item = door.lock(item)
        if not switchable(item, actor):
            raise NotNow("这份草稿不能改换类型。", item)
        values = {name: getattr(item, name) for name in FIELDS[kind] if name not in OF_FACTS}
        other = PROXIES[kind](
            case=Case.objects.create(), organisation=item.organisation, kind=kind, entered_by=item.entered_by,
            entered_from=item.entered_from, **values,
        )  # fmt: skip
        other.save()
        item.authorships.update(item=other)
        item.opinions.update(item=other)  # what a resident said goes along
        Attachment.objects.of(item).update(object_id=other.pk)
        evidence.carry(item, other)
        item.requests.update(item=other)
        holding.settle(other, other.created_at)
        remove(item, actor)
    return other


def switchable(item, actor):
    """A draft nobody else has a part in yet."""
    return item.state == State.DRAFT and rules.submits(actor, item) and not conversion.conversion_of(item)
