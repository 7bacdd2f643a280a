"""The version without names: which names stand in what hands have written, and whether the office has checked them."""

import json
from dataclasses import dataclass
from hashlib import sha256

from django.apps import apps
from django.urls import reverse

from dispatch.bulletins import masking, rules
from dispatch.bulletins.states import BY_CODE
from weijianyi.workflow import NotNow, door


@dataclass(frozen=True)
class Found:
    """A name or number in one place: what stands there, what it becomes, how often."""

    where: str
    name: str
    masked: str
    times: int


def contacts(organisation_id):
    """Names that units have written as contact or leader of an answer or a plan, and the hotlines'."""
    of = {"desk__organisation": organisation_id}
    names = [
        apps.get_model("dispatch", model).objects.filter(**where).order_by().values_list(field)
        for model, where, field in (
            ("Reply", of, "contact_name"), ("Reply", of, "leader_name"), ("HandlingPlan", of, "leader_name"),
            ("HotlineLine", {"department__organisation": organisation_id}, "contact_name"),
        )
    ]  # fmt: skip
    first, *others = names
    return {name.strip() for (name,) in first.union(*others) if name.strip()}


def masker(bulletin):
    """text → text; the names are read once for one bulletin."""
    if "hide_names" not in vars(bulletin):
        bulletin.hide_names = masking.masker(bulletin.organisation_id, contacts(bulletin.organisation_id))
    return bulletin.hide_names


def typed(bulletin):
    """[(place, text)] of what hands have written."""
    texts = [("标题", bulletin.title), ("主送", bulletin.mains), ("抄送", bulletin.copies)]
    for section in bulletin.sections.all():
        if section.chosen and section.edited:
            texts.append((BY_CODE[section.code].heading or "引言", section.edited))
    return [(where, text) for where, text in texts if text]


def digest(bulletin):
    return sha256(json.dumps(typed(bulletin), ensure_ascii=False).encode()).hexdigest()


def checked(bulletin):
    return bool(bulletin.public_digest) and bulletin.public_digest == digest(bulletin)


def found(bulletin):
    """[Found] in the order of the paper, so that the editor sees what becomes of each."""
    rows = []
    seek = masking.finder(bulletin.organisation_id, contacts(bulletin.organisation_id))
    for where, text in typed(bulletin):
        rows += [Found(where, name, masked, times) for (name, masked), times in seek(text).items()]
    return rows


def opened(bulletin, actor):
    """ "" where the version may be opened, the address of the check for the office; NotNow for everybody else."""
    if checked(bulletin):
        return ""
    if rules.drafts(actor, bulletin):
        return reverse("bulletin-public", args=[bulletin.slug])
    raise NotNow("公开版还没有核对姓名，由提案委核对以后才能打开。", bulletin, door.last_event(bulletin))
