"""The Word file of an issue: what it prints, who gets it, until when."""

import io

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from docx import Document

from dispatch.letters.facts import brief as facts_of
from tests import reported
from weijianyi.workflow import perform

pytestmark = pytest.mark.django_db


def word(w, name, brief):
    client = Client()
    client.force_login(w[name].user)
    return client.get(reverse("brief-word", args=[brief.slug]))


def printed(answer):
    document = Document(io.BytesIO(b"".join(answer.streaming_content)))
    return [p.text for p in document.paragraphs]


def test_it_prints_head_number_recipients_text_and_imprint(w):
    brief = reported.issued(w, title="关于两件事的信息", secrecy="internal", grouping="kind")
    lines = printed(word(w, "supervisor", brief))
    year = timezone.localdate().year
    for line in (
        "内部",
        "社情民意",
        f"{year}年第1期",
        "关于两件事的信息",
        "市委办公室：",
        "抄送：市政府办公室",
    ):
        assert line in lines
    text = "\n".join(lines)
    assert "编辑：editor　核稿：leader　签发：leader" in text
    assert "收入信息：社情民意〔" in text
    assert "member 反映" in text


def test_headings_stand_apart_from_the_text():
    parts = facts_of.parts("引子。\n\n一、电梯\n情况一。\n建议一。\n\n二、充电\n情况二。")
    assert parts == [
        {"heading": "", "text": "引子。"}, {"heading": "一、电梯", "text": "情况一。\n建议一。"},
        {"heading": "二、充电", "text": "情况二。"},
    ]  # fmt: skip


def test_a_draft_is_for_its_makers_and_a_withdrawn_issue_for_the_record(w):
    brief = reported.signing(w)
    assert word(w, "supervisor", brief).status_code == 404
    assert "送审稿" in printed(word(w, "editor", brief))
    brief = perform(brief, "sign", actor=w["leader"])
    assert word(w, "supervisor", brief).status_code == 200
    brief = perform(brief, "withdraw", actor=w["editor"], reason="数据有误")
    assert word(w, "supervisor", brief).status_code == 404
    assert any("已撤回" in line for line in printed(word(w, "leader", brief)))
    assert word(w, "member", brief).status_code == 404
