"""A proposal from its first word to the verdict: written in sections, co-signed, read three times, filed, negotiated,
handed out, planned, talked over three times, answered point by point, checked, rated; each by the own sign-in.
"""

import re

import pytest
from django.utils import timezone

from dispatch.models import Assignment
from suggestions.models import Proposal

pytestmark = pytest.mark.browser
ADVICE = "一、增设社区托育点。\n二、补贴普惠托位。"


@pytest.fixture
def at(page, city):
    """at("staff", "/path/") opens that address in the person's own window."""
    windows = {}

    def opened(name, path, width=1440):
        if name not in windows:
            windows[name] = page(city[name].user, width=width, java_script_enabled=False)
        windows[name].goto(path)
        return windows[name]

    return opened


def send(tab, label):
    tab.get_by_role("button", name=label).last.click()


def written(at):
    tab = at("member", "/items/new/proposal/", 390)
    tab.get_by_label("案由").fill("关于发展普惠托育的建议")
    send(tab, "保存并继续")
    slug = Proposal.objects.get().slug
    for name, field, text in (
        ("situation", "#id_situation", "全市入托需求 4200 人，普惠托位不足三成，价格高、距离远。" * 4),
        ("analysis", "#id_analysis", "用房难找，水电按商业计价，保育人员流动大。"),
        ("advice", "#id_advice", ADVICE),
    ):
        tab = at("member", f"/items/{slug}/section/{name}/")
        tab.locator(field).fill(text)
        send(tab, "保存并继续")
    tab = at("member", f"/items/{slug}/section/wishes/")
    tab.locator("select[name=category]").select_option(index=1)
    tab.locator("input[name=open_consent]").first.check(force=True)
    send(tab, re.compile("保存"))
    tab = at("member", f"/items/{slug}/research/new/")
    tab.locator("[name=form]").first.select_option(index=1)
    tab.locator("[name=held_on]").fill(f"{timezone.localdate():%Y-%m-%d}")
    tab.locator("[name=finding]").fill("走访 11 个社区、26 家机构。")
    tab.locator("form button.p").last.click()
    return slug


def cosigned(at, city, slug):
    tab = at("member", f"/items/{slug}/invite/?q=member2")
    tab.locator("input[name=members]").first.check(force=True)
    tab.locator("form[method=post] button.p, form[method=post] button.t").last.click()
    send(at("member2", f"/cosign/{slug}/", 390), "同意联名")
    tab = at("member", f"/items/{slug}/check/")
    tab.get_by_label(re.compile("属实")).check(force=True)
    send(tab, re.compile("^提交"))


def read_and_filed(at, slug):
    for reader in ("staff", "staff2", "head"):
        tab = at(reader, f"/proposals/{slug}/")
        tab.locator("#read [name=opinion]").fill("一事一案，建议具体。")
        tab.locator("#read button.p").click()
    send(at("head", f"/proposals/{slug}/"), "立案")


def handed_out(at, slug):
    tab = at("staff", f"/steps/item/{slug}/preassign/")
    tab.locator("[name=lead]").select_option(label="城管局")
    tab.locator("form button.p").last.click()
    desk = Assignment.objects.get()
    at("handler", f"/steps/desk/{desk.slug}/agree_before/").locator("form button.p").last.click()
    at("staff", f"/steps/item/{slug}/dispatch/").locator("form button.p").last.click()
    return desk.slug


def answered(at, slug):
    send(at("handler", f"/desks/{slug}/"), "签收")
    tab = at("handler", f"/steps/desk/{slug}/set_plan/")
    tab.locator("[name=text]").fill("先调研，再选点。")
    tab.locator("[name=leader_name]").fill("王建国")
    tab.locator("[name=planned_on]").fill(f"{timezone.localdate():%Y-%m-%d}")
    tab.locator("form button.p").last.click()
    for stage in ("before", "during", "after"):
        tab = at("handler", f"/steps/desk/{slug}/record_contact/")
        tab.locator(f"[name=stage][value={stage}]").check(force=True)
        tab.locator("select[name=form], [name=form]").first.select_option(label="电话")
        tab.locator("select[name=rank]").select_option(index=1)
        tab.locator("[name=held_on]").fill(f"{timezone.localdate():%Y-%m-%d}")
        tab.locator("[name=summary]").fill("与委员商定选点。")
        tab.locator("form button.p").last.click()
    tab = at("handler", f"/desks/{slug}/")
    tab.get_by_label("A 已解决").check(force=True)
    tab.get_by_label("完成或预计完成日期").fill(f"{timezone.localdate():%Y-%m-%d}")
    tab.get_by_label("办理情况").fill("已建成两处托育点。")
    for box in tab.locator("textarea[name^=answer_]").all():
        box.fill("已列入计划并开工。")
    for grade in tab.locator("input[name^=outcome_][value=done]").all():
        grade.check(force=True)
    tab.get_by_label("经办人").last.fill("李强")
    tab.get_by_label("联系电话").fill("0700-6132")
    send(tab, re.compile("送分管领导签发"))
    assert Assignment.objects.get().state == "signing", tab.inner_text("main")
    send(at("unitlead", f"/desks/{slug}/"), "签发")
    tab = at("supervisor", f"/checks/{slug}/")
    for box in tab.locator("form input[type=checkbox]").all():
        box.check(force=True)
    tab.get_by_role("button", name="通过，转委员评价").click()
    assert Assignment.objects.get().state == "released", tab.inner_text("main")


def rated(at, slug):
    tab = at("member", f"/desks/{slug}/rate/", 390)
    for part in ("work", "result"):
        tab.locator(f"input[name={part}][value=satisfied]").check(force=True)
    if tab.locator("input[type=password]").count():
        tab.locator("input[type=password]").fill("demo")
    send(tab, "提交评价")


@pytest.mark.long
def test_the_first_proposal_from_its_first_word_to_the_verdict(at, city):
    slug = written(at)
    cosigned(at, city, slug)
    item = Proposal.objects.get()
    assert (item.state, item.proposal_facts.proposer_type, item.proposal_facts.serial) == (
        "submitted",
        "joint",
        1,
    )
    read_and_filed(at, slug)
    item = Proposal.objects.get()
    assert (item.state, item.reference) == ("accepted", "第1号")
    desk = handed_out(at, slug)
    assert Proposal.objects.get().state == "handling"
    answered(at, desk)
    found = Assignment.objects.get()
    assert (found.state, found.last_released.letter_number != "") == ("released", True)
    assert [text for _, _, text in found.last_released.points] == ["〔已办理〕已列入计划并开工。"] * 2
    rated(at, desk)
    assert Assignment.objects.get().last_released.ratings.count() == 2
