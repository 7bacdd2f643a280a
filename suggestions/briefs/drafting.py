"""An issue while it is drafted: its entries, its text, whom it goes to; who has read it afterwards."""

from django.db import transaction
from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, Value, When
from django.utils import timezone

from members.models import Post
from members.states import Role
from suggestions.briefs import issuing
from suggestions.briefs import rules as brief_rules
from suggestions.models import BriefEntry, BriefIssue, BriefRecipient, Report
from suggestions.models.brief import STRICTNESS
from suggestions.states import BriefState, Secrecy, State
from weijianyi.audit.models import Event
from weijianyi.workflow import Forbidden, NotNow, door

TABS = {
    BriefState.DRAFT: "起草", BriefState.CHECKING: "待核", BriefState.SIGNING: "待签", BriefState.ISSUED: "已编发",
    BriefState.WITHDRAWN: "已撤回",
}  # fmt: skip
TONES = {
    BriefState.DRAFT: "", BriefState.CHECKING: "wait", BriefState.SIGNING: "wait", BriefState.ISSUED: "ok",
    BriefState.WITHDRAWN: "",
}  # fmt: skip
NUMERALS = "一二三四五六七八九十"


def tallies(found):
    return found.aggregate(
        **{state.value: Count("pk", filter=Q(state=state), distinct=True) for state in TABS}
    )


def lane():
    """0 for an issue that holds something to be reported at once: it goes before the others."""
    urgent = BriefEntry.objects.filter(brief=OuterRef("pk"), report__report_facts__urgent=True)
    return Case(When(Exists(urgent), then=Value(0)), default=Value(1), output_field=IntegerField())


def narrowed(found, chosen):
    """By series, and by words of the title or the number."""
    if chosen.get("series"):
        found = found.filter(series=chosen["series"])
    words = chosen.get("q", "")
    if words.isdecimal() and len(words) < 6:
        return found.filter(number=int(words))
    return found.filter(title__icontains=words) if words else found


def order_of(tab):
    """What still waits: urgent ones first; what is done: the newest first."""
    waiting = (BriefState.DRAFT, BriefState.CHECKING, BriefState.SIGNING)
    return ("lane", "-pk") if tab in waiting else ("-pk",)


def next_sentence(brief):
    """Who has it and what comes next."""
    return {
        BriefState.DRAFT: "由编辑完成起草，然后送核。",
        BriefState.CHECKING: "由另一位编辑或领导核稿。",
        BriefState.SIGNING: "由领导签发；签发以后编期号、告诉读者和反映人。",
        BriefState.ISSUED: "已经编发。",
        BriefState.WITHDRAWN: "已经撤回，读者看不到。",
    }[brief.state]


def candidates(actor, brief=None):
    """Reports that may be taken in: those being edited, and what the issue already holds."""
    wanted = Q(state=State.EDITING)
    if brief is not None:
        wanted |= Q(brief_entries__brief=brief)
    found = Report.objects.visible_to(actor).filter(wanted, voided_at=None).distinct()
    return found.select_related("report_facts").order_by("pk")


def readers(actor):
    """Colleagues with an account who may be sent an issue: leaders and supervision offices."""
    posts = Post.objects.current(timezone.localdate()).with_hat()
    return posts.filter(
        organisation_id=actor.post.organisation_id, role__in=[Role.LEADER, Role.SUPERVISOR]
    ).order_by("pk")


def strictest(marks):
    return max(marks, key=STRICTNESS.index, default=Secrecy.OPEN)


def generated(reports):
    """The text of an issue out of its reports, as edited."""
    parts = []
    for place, report in enumerate(reports):
        text = issuing.text_of(report)
        mark = f"{NUMERALS[place] if place < len(NUMERALS) else place + 1}、" if len(reports) > 1 else ""
        words = [text[name].strip() for name in ("situation", "analysis", "advice")]
        names = "、".join(a.name for a in report.authorships.all() if a.state == "signed")
        heading = [f"{mark}{text['title']}"] if mark else []
        parts.append(
            "\n".join([*heading, *filter(None, words), f"（{names} 反映）" if names else ""]).strip()
        )
    return "\n\n".join(parts)


def begin(actor, values):
    """A new draft with its entries, text and recipients."""
    with transaction.atomic():
        brief = BriefIssue(organisation=actor.post.organisation, drafted_by=actor.post)
        return write(brief, values)


def save(brief, values, *, actor, seen):
    """Write the draft; NotNow when it is no draft any more, or was changed since the page was opened."""
    with transaction.atomic():
        brief = door.lock(brief)
        editable(brief, actor)
        if str(seen) != str(brief.version):
            raise NotNow("这一期刚刚被别人改过，请先看一看最新情况。", brief, door.last_event(brief))
        brief.version += 1
        return write(brief, values)


def editable(brief, actor):
    if not brief_rules.drafts(actor, brief):
        raise Forbidden("由信息编辑起草。")
    if brief.state != BriefState.DRAFT:
        sentence = f"这一期现在是“{brief.get_state_display()}”，不能修改；要改请先退回修改。"
        raise NotNow(sentence, brief, door.last_event(brief))


def write(brief, values):
    reports = values["reports"]
    for name in ("series", "title", "grouping", "secrecy"):
        setattr(brief, name, values[name])
    brief.body = values["body"] or generated(reports)
    brief.save()
    brief.entries.all().delete()
    BriefEntry.objects.bulk_create(
        BriefEntry(brief=brief, report=report, order=place) for place, report in enumerate(reports)
    )
    brief.recipients.all().delete()
    BriefRecipient.objects.bulk_create(recipients(brief, values))
    return brief


def recipients(brief, values):
    """One row per name; readers with an account stand among the main recipients."""
    rows = {}
    for post in values["readers"]:
        rows[str(post.user)] = BriefRecipient(brief=brief, name=str(post.user), post=post)
    for name in values["mains"]:
        rows.setdefault(name, BriefRecipient(brief=brief, name=name))
    for name in values["copies"]:
        rows.setdefault(name, BriefRecipient(brief=brief, name=name, copy=True))
    return rows.values()


def mark_read(brief, actor):
    """The reader's own 已阅; the first time counts."""
    mine = brief.recipients.filter(post=actor.post)
    if not mine.exists():
        raise Forbidden("这一期不是发给您的，不用登记已阅。")
    mine.filter(read_at=None).update(read_at=timezone.now())


def history(brief):
    """Its events for ui/timeline.html, newest first."""
    return [
        {"title": e.label, "at": e.occurred_at, "who": e.actor_label, "note": "", "text": e.note, "tone": "",
         "icon": ""}
        for e in Event.objects.of_thread(brief.thread).order_by("-pk")
    ]  # fmt: skip
