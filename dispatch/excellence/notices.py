"""Who hears of an excellent case: author and unit are asked, then told; joined to the app's table when it starts."""

from dispatch import notices
from dispatch.excellence import rules
from dispatch.excellence.states import CaseState
from dispatch.models import ExcellentCase
from members.states import AUTHORS, Role
from suggestions import notices as of_item
from suggestions.notices import allowed
from weijianyi.notices.audience import Audience
from weijianyi.workflow import Actor


def author(case, event):
    posts = of_item.current_posts().filter(organisation_id=case.organisation_id, role__in=AUTHORS)
    first = case.item.first_author
    if first is None:
        return []
    mine = (
        posts.filter(member=first.member_id)
        if first.member_id
        else posts.filter(collective=first.collective_id)
    )
    return [post for post in mine if rules.is_author(Actor(user=post.user, post=post), case)]


def unit(case, event):
    return notices.handlers_and_leaders(case.desk, event)


def author_and_unit(case, event):
    return [*author(case, event), *unit(case, event)]


def office(case, event):
    return allowed(case.organisation_id, [Role.REVIEWER, Role.HEAD], rules.office, case)


def while_in(*states):
    return lambda case, event: case.state in states


ASKING = while_in(CaseState.CONSENTING)
TOLD = {
    "excellentcase.ask_consent": (Audience(author_and_unit, "dispatch_case_consent", ASKING),),
    "excellentcase.answer_author": (Audience(office, "dispatch_case_answered", ASKING, mail=False),),
    "excellentcase.answer_unit": (Audience(office, "dispatch_case_answered", ASKING, mail=False),),
    "excellentcase.publish": (
        Audience(author_and_unit, "dispatch_case_published", while_in(CaseState.PUBLISHED)),
    ),
}


def words(case, noun, event):
    return {"name": case.title, "half": f"{case.year}年{case.get_half_display()}"}


def register():
    notices.TOLD.update(TOLD)
    notices.WORDS[ExcellentCase] = words
