"""A proposal on its way to its desks, in short verbs; `filed` is the one place that knows the way to filing."""

from datetime import timedelta

from django.utils import timezone

from suggestions.models import Proposal
from weijianyi import rulebook
from weijianyi.rulebook.models import Setting
from weijianyi.workflow import perform

ADVICE = "一、增设社区托育点，优先用闲置校舍。\n二、对普惠托位给予补贴。\n具体标准由市里定。\n三、公布托育机构名单。"
STAGES = ("before", "during", "after")


def filed(w, *, lead="城管局", assists=(), splits=(), author="member", advice=ADVICE):
    """A dispatched proposal: drafted, submitted, filed by the head, handed out. Returns the item."""
    item = w.draft(author, kind=Proposal, title="关于发展普惠托育的建议", advice=advice)
    item = w.filed(perform(item, "submit", actor=w[author], declared=True))
    units = w.departments
    main = {"splits": [units[n] for n in splits]} if splits else {"lead": units[lead]}
    return perform(item, "dispatch", actor=w["staff"], assists=[units[n] for n in assists], **main)


def desk(w, item, name="城管局"):
    return item.desks.get(department=w.departments[name])


def working(w, item=None, name="城管局", by="handler", **more):
    return perform(desk(w, item or filed(w, **more), name), "sign", actor=w[by])


def planned(w, desk, by="handler"):
    officer = w[by].post.officer
    return perform(
        desk, "set_plan", actor=w[by], text="先调研，再选点，年底前建成两处。", leader_name="王建国",
        planned_on=timezone.localdate() + timedelta(days=30), officer=officer,
    )  # fmt: skip


def contacted(w, desk, *stages, by="handler"):
    for stage in stages or STAGES:
        desk = perform(
            desk, "record_contact", actor=w[by], stage=stage, rank="deputy", summary="面商选点",
            form=rulebook.entry(w.city, "contact_form", "meeting"), held_on=timezone.localdate(),
        )  # fmt: skip
    return desk


def reply(w, desk, **fields):
    answers = {
        r.pk: {"text": f"已答复第 {r.number} 条。", "outcome": "done"} for r in desk.item.requests.all()
    }
    return w.reply(**fields) | {"answers": answers}


def signing(w, desk=None, by="handler", **fields):
    """With its plan, its three contacts and every request answered."""
    desk = contacted(w, planned(w, desk or working(w), by), by=by)
    return perform(desk, "send_for_signature", actor=w[by], **reply(w, desk, **fields))


def checking(w, desk=None, **fields):
    return perform(signing(w, desk, **fields), "sign_reply", actor=w["unitlead"])


def released(w, desk=None, **fields):
    return perform(checking(w, desk, **fields), "pass_check", actor=w["supervisor"])


def opinion_signing(w):
    """The co-opinion of 城管局 waits for its leader; 交通局 leads."""
    assist = working(w, filed(w, lead="交通局", assists=["城管局"]))
    return perform(assist, "send_opinion", actor=w["handler"], facts="可以提供场地。")


def rule(w, key, value):
    Setting.objects.create(organisation=w.city, key=key, value=value, valid_from="2020-01-01", basis="试")
    rulebook.cache.clear()
