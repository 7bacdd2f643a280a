"""The member's home: what waits for me, drafts, my latest, the year, what others asked for."""

from datetime import time

from django.db.models import F
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from members.duties import when as duties
from members.rules import has_role, is_author
from members.states import Role
from suggestions import mine, stages
from suggestions.models import TopicPlan
from suggestions.proposals import cosigners
from suggestions.review import outlook
from suggestions.states import State
from suggestions.topics import quarters
from weijianyi.workflow import Forbidden

GREETINGS = (
    (time(5), "夜深了"),
    (time(9), "早上好"),
    (time(12), "上午好"),
    (time(14), "中午好"),
    (time(18), "下午好"),
)
MOST_WAITING, LATEST = 8, 3


@require_safe
def member(request):
    if not is_author(request.actor):
        raise Forbidden("这一页是委员的首页。请从上面的菜单进入您的工作页。")
    now = timezone.localtime()
    waiting, latest, figures = mine.home(request.actor, now.year, MOST_WAITING, LATEST)
    rows = [stages.row(item) | {"left": days_left(item, now.date())} for item in waiting]
    context = {
        "who": who(request), "greeting": greeting(now.time()),
        "sentence": sentence(request, now),
        "waiting": [row for row in rows if row["item"].state in mine.WAITING],
        "drafts": [row for row in rows if row["item"].state == State.DRAFT],
        "cosigning": cosigning(rows), "asked": list(cosigners.invitations(request.actor)[:MOST_WAITING]),
        "latest": [stages.row(item) for item in latest],
        "informant": has_role(request.actor, Role.INFORMANT), "year": now.year,
        "figures": figures,
        "others": mine.closed_by_others(request.actor), "topics": current_topics(request.actor, now.date()),
        "duty": duties.next_of(request.actor, now.date()),
    }  # fmt: skip
    return render(request, "home/member.html", context)


def sentence(request, now):
    """The line under the greeting; informants write reports, which wait for no review day."""
    if request.post.role == Role.INFORMANT:
        return "看到、听到的新情况，随时写一条；突发的请勾选“第一时间报送”。"
    return outlook.review_sentence(request.post.organisation, now)


def current_topics(actor, today):
    """The quarter's topics of reports: those with a day first."""
    found = TopicPlan.objects.visible_to(actor).of_reports().filter(quarter=quarters.first_day(today))
    return found.order_by(F("due_on").asc(nulls_last=True), "-pk")[:LATEST]


def cosigning(rows):
    """Proposals of mine that others are asked to sign."""
    found = [row for row in rows if row["item"].state == State.COSIGNING]
    return [row | {"open": row["item"].holder.partition("（")[2].rstrip("）")} for row in found]


def who(request):
    """周敏委员; an operator is greeted for the collective."""
    if request.post.role == Role.INFORMANT:
        return request.user.name
    return request.post.collective.name if request.post.collective else f"{request.user.name}委员"


def greeting(now):
    return next((words for until, words in GREETINGS if now < until), "晚上好")


def days_left(item, today):
    return (item.next_due - today).days if item.next_due else None
