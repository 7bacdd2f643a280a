"""A bulletin while it is drafted: begun for a period, figures and texts generated, hand edits kept, saved."""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from dispatch.bulletins import prose, rules
from dispatch.bulletins.states import UNASKED, BulletinKind, sections_of, tables_of, usual_tables
from dispatch.bulletins.words import title_of
from members.models import Post
from members.states import OFFICE
from suggestions.states import BriefState
from weijianyi import rulebook
from weijianyi.workflow import Actor, Forbidden, NotNow, door


def model(name):
    """The models import this module."""
    return apps.get_model("dispatch", name)


def day_of(moment):
    return timezone.localdate(moment)


def word(organisation, code):
    """A word of the office's own papers, from the dictionary; "" where none is written."""
    return next((e.text for e in rulebook.entries(organisation, "bulletin_word") if e.code == code), "")


# -- beginning -------------------------------------------------------------------------------------
def begin(organisation, kind, first, last, *, drafted_by=None):
    """An empty draft with its sections; ValidationError where the period has one."""
    kind = BulletinKind(kind)
    bulletin = model("Bulletin")(
        organisation=organisation, kind=kind, first=first, last=last, title=title_of(kind, first),
        tables=usual_tables(kind), offered=tables_of(kind), drafted_by=drafted_by, mains=word(organisation, "mains"),
        copies=word(organisation, "copies"),
    )  # fmt: skip
    bulletin.validate_constraints()
    bulletin.save()
    section = model("BulletinSection")
    section.objects.bulk_create(
        section(bulletin=bulletin, code=s.code, order=n) for n, s in enumerate(sections_of(kind), 1)
    )
    return bulletin


@transaction.atomic
def begin_by_hand(actor, kind, first, last):
    bulletin = begin(actor.post.organisation, kind, first, last, drafted_by=actor.post)
    return generate(bulletin, actor, timezone.now())


def office_actor(organisation_id, on):
    """Whose eyes the timetable counts with: the office sees the whole of its organisation."""
    posts = Post.objects.current(on).with_hat()
    post = posts.filter(organisation_id=organisation_id, role__in=OFFICE).order_by("pk").first()
    return Actor(user=post.user, post=post) if post else None


def prepare(bulletin, event, *, actor, **facts):
    """Rows of the step: the figures and the texts."""
    eyes = office_actor(bulletin.organisation_id, day_of(event.occurred_at))
    if eyes is None:
        raise ValidationError("这个单位还没有提案委工作人员，不能生成。")
    generate(bulletin, eyes, event.occurred_at)


# -- generating ------------------------------------------------------------------------------------
def generate(bulletin, actor, at):
    """Count anew up to `at` and write the sections' texts; what a hand wrote stays."""
    from dispatch.bulletins import behind  # noqa: PLC0415
    from dispatch.bulletins import figures as bulletin_figures  # noqa: PLC0415 -- figures import the models

    complete(bulletin)
    bulletin.cutoff_at = at
    days = bulletin_figures.period_of(bulletin)
    bulletin.figures = bulletin_figures.snapshot(actor, bulletin.kind, days, bulletin.tables)
    bulletin.figures |= {"cases": cases_of(bulletin), "awards": awards_of(bulletin)}
    bulletin.save()
    rows = bulletin_figures.basis(actor, days, counts=bulletin.figures["counts"])
    rows |= behind.basis(actor, days, bulletin.figures["beside"])
    model("BulletinBasis").objects.update_or_create(bulletin=bulletin, defaults={"rows": rows, "at": at})
    texts = prose.written(bulletin)
    for section in bulletin.sections.all():
        section.generated = texts[section.code]
        section.save(update_fields=["generated"])
    return bulletin


def complete(bulletin):
    """A draft begun before a section existed gets it, with its tables, behind the one it stands behind elsewhere."""
    held, last = {section.code: section.order for section in bulletin.sections.all()}, 0
    rows, section = [], model("BulletinSection")
    for wanted in sections_of(bulletin.kind):
        last = held.get(wanted.code, last)
        if wanted.code not in held:
            rows.append(section(bulletin=bulletin, code=wanted.code, order=last))
            bulletin.tables += [key for key in wanted.tables if key not in (*UNASKED, *bulletin.tables)]
    section.objects.bulk_create(rows)


def new_tables(bulletin):
    """Tables that came after the draft was begun or last written: not chosen, and nobody was asked yet."""
    known = {*bulletin.offered, *bulletin.tables, *(UNASKED if not bulletin.offered else ())}
    return [key for key in tables_of(bulletin.kind) if key not in known]


def cases_of(bulletin):
    """As published: masked already."""
    found = bulletin.cases.order_by("-points", "pk") if bulletin.pk else ()
    return [
        {"title": c.title, "background": c.background, "handling": c.handling, "effect": c.effect}
        for c in found
    ]


def awards_of(bulletin):
    """What was published during the year: titles with the names chosen."""
    if bulletin.kind != BulletinKind.YEAR:
        return []
    rounds = model("AwardRound").objects.filter(
        organisation_id=bulletin.organisation_id, state="published", published_at__date__gte=bulletin.first,
        published_at__date__lte=bulletin.last,
    )  # fmt: skip
    found = []
    for award in rounds.order_by("pk"):
        chosen = (
            award.standing().filter(decision="chosen").select_related("item", "department").order_by("rank")
        )
        shown = [n for n in chosen if n.department_id or n.item.open_consent]
        names = "、".join(str(n) for n in shown)
        found.append({"title": award.title, "names": names or "见评优名单"})
    return found


# -- editing ---------------------------------------------------------------------------------------
def editable(bulletin, actor):
    if not rules.drafts(actor, bulletin):
        raise Forbidden("通报由提案委起草。")
    if bulletin.state != BriefState.DRAFT:
        sentence = f"这份通报现在是“{bulletin.get_state_display()}”，不能修改；要改请先退回修改。"
        raise NotNow(sentence, bulletin, door.last_event(bulletin))


@transaction.atomic
def save(bulletin, values, *, actor, seen, again=False):
    """Write the draft, with `again` count anew; NotNow when it is no draft any more or was changed meanwhile."""
    bulletin = door.lock(bulletin)
    editable(bulletin, actor)
    if str(seen) != str(bulletin.version):
        raise NotNow("这份通报刚刚被别人改过，请先看一看最新情况。", bulletin, door.last_event(bulletin))
    bulletin.version += 1
    bulletin.drafted_by = actor.post
    for name in ("title", "mains", "copies", "tables"):
        setattr(bulletin, name, values[name])
    bulletin.offered = tables_of(bulletin.kind)
    bulletin.save()
    bulletin.cases.set(values["cases"])
    for section in bulletin.sections.all():
        write_section(section, values["sections"][section.code])
    lacking = set(bulletin.tables) - set(bulletin.figures.get("tables", {}))
    picked = cases_of(bulletin) != bulletin.figures.get("cases", [])
    if again or lacking or picked or not bulletin.figures:
        generate(bulletin, actor, timezone.now())
    return bulletin


def write_section(section, values):
    """A text that equals the generated one is no hand edit; a changed one remembers what it was made from."""
    text = values["text"]
    section.chosen, section.order = values["chosen"], values["order"] or section.order
    if text in ("", section.generated):
        section.edited = section.base = ""
    elif text != section.edited:
        section.edited, section.base = text, section.generated
    section.save()


def confirm(section):
    """The hand text stands against the new figures."""
    section.base = section.generated
    section.save(update_fields=["base"])
