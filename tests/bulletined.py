"""The journey of a bulletin and of an excellent case in short verbs."""

from django.test import Client
from django.utils import timezone

from dispatch.bulletins import making
from dispatch.excellence import appraising, changing, nominating_cases
from weijianyi.workflow import perform


def entered(w, name):
    client = Client()
    client.force_login(w[name].user)
    return client


def text_of(answer):
    return answer.content.decode()


def drafted(w, kind="quarter", by="staff", generate=True):
    """A draft over this year up to today."""
    today = timezone.localdate()
    first = today.replace(month=1, day=1)
    bulletin = making.begin(w.city, kind, first, today, drafted_by=w[by].post)
    return making.generate(bulletin, w[by], timezone.now()) if generate else bulletin


def values(bulletin, texts=None, **changed):
    """What the form of a draft would send."""
    now = {
        "title": bulletin.title, "mains": bulletin.mains, "copies": bulletin.copies, "tables": bulletin.tables,
        "cases": list(bulletin.cases.all()),
        "sections": {
            s.code: {"chosen": s.chosen, "order": s.order, "text": (texts or {}).get(s.code, s.text)}
            for s in bulletin.sections.all()
        },
    }  # fmt: skip
    return now | changed


def saved(w, bulletin, again=False, texts=None, **changed):
    facts = values(bulletin, texts, **changed)
    return making.save(bulletin, facts, actor=w["staff"], seen=bulletin.version, again=again)


def checking(w, bulletin=None, **fields):
    return perform(bulletin or drafted(w, **fields), "send_to_check", actor=w["staff"])


def signing(w, bulletin=None, **fields):
    return perform(checking(w, bulletin, **fields), "pass_check", actor=w["head"])


def issued(w, bulletin=None, **fields):
    return perform(signing(w, bulletin, **fields), "sign", actor=w["leader"])


# -- cases -----------------------------------------------------------------------------------------
TEXTS = {
    "title": "大树修好了", "background": "某委员反映树枝伸到阳台。", "handling": "承办单位当日修剪。",
    "effect": "居民出行放心。",
}  # fmt: skip


def candidates(w):
    now = timezone.now()
    (year, half), *_ = nominating_cases.halves(timezone.localdate(now))
    return appraising.candidates(w["staff"], nominating_cases.days_of(year, half, now)), year, half


def proposed(w, desk=None):
    desk = desk or w.closed()
    found, year, half = candidates(w)
    mine = [ground for ground in found if ground.subject.pk == desk.item_id]
    return nominating_cases.propose(w["staff"], mine, year, half)[0]


def written(w, case=None):
    return perform(case or proposed(w), "write_up", actor=w["staff"], **TEXTS)


def consenting(w, case=None):
    return perform(case or written(w), "ask_consent", actor=w["staff"])


def agreed(w, case=None):
    case = perform(case or consenting(w), "answer_author", actor=w["member"], consent="agreed")
    return perform(case, "answer_unit", actor=w["unitlead"], consent="agreed")


def decided_case(w, case=None):
    case = perform(case or agreed(w), "score", actor=w["head"], points=92)
    return perform(case, "decide", actor=w["leader"])


def published(w, case=None):
    return perform(case or decided_case(w), "publish", actor=w["head"])


def half(w, year=None, number=None):
    """The appraisal of the half that runs, or of the one asked for."""
    (this, running), *_ = nominating_cases.halves(timezone.localdate())
    return changing.begin(w["staff"], year or this, number or running)


def period(w):
    now = timezone.now()
    (year, half), *_ = nominating_cases.halves(timezone.localdate(now))
    return nominating_cases.days_of(year, half, now)
