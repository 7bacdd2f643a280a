"""The journey of a report and of an issue in short verbs."""

from suggestions.briefs import drafting as briefs
from suggestions.models import BriefSeries, Report
from suggestions.states import Secrecy
from weijianyi.workflow import perform


def sent(w, author="member", *, urgent=False, **fields):
    item = w.draft(author, kind=Report, **fields)
    item.report_facts.urgent = urgent
    item.report_facts.save()
    return perform(item, "submit", actor=w[author], declared=True)


def editing(w, item=None, **fields):
    return perform(item or sent(w, **fields), "edit", actor=w["editor"])


def texts(item, **changed):
    now = {name: getattr(item, name) for name in ("title", "situation", "analysis", "advice")}
    return now | changed


def revised(w, item=None, secrecy=Secrecy.INTERNAL, **changed):
    item = item or editing(w)
    return perform(item, "revise", actor=w["editor"], texts=texts(item, **changed), secrecy=secrecy)


def series(w, **fields):
    words = {"name": "社情民意", "red_head": "社情民意"} | fields
    return BriefSeries.objects.get_or_create(organisation=w.city, code="sqmy", defaults=words)[0]


def drafted(w, *reports, title="关于修剪家属区大树的信息", readers=("supervisor",), **values):
    values = {
        "series": series(w), "title": title, "grouping": "single", "secrecy": Secrecy.INTERNAL, "body": "",
        "reports": list(reports) or [revised(w)], "mains": ["市委办公室"], "copies": ["市政府办公室"],
        "readers": [w[name].post for name in readers],
    } | values  # fmt: skip
    return briefs.begin(w["editor"], values)


def checking(w, brief=None, **values):
    return perform(brief or drafted(w, **values), "send_to_check", actor=w["editor"])


def signing(w, brief=None, **values):
    return perform(checking(w, brief, **values), "pass_check", actor=w["leader"])


def issued(w, brief=None, **values):
    return perform(signing(w, brief, **values), "sign", actor=w["leader"])
