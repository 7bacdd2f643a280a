"""批示: recorded with those who may read it, its task, its scan, what nobody else may meet."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from suggestions.models import Instruction
from suggestions.upward import instructing
from tests import reported, upward
from tests.weijianyi.files.making import photo
from tests.weijianyi.telling import digest, told
from tests.world import client
from weijianyi import rulebook
from weijianyi.files.models import Attachment
from weijianyi.notices.models import Notice
from weijianyi.workflow import BadFacts, Forbidden, NotNow, perform

pytestmark = pytest.mark.django_db


def form_of(w, **more):
    rank = rulebook.entry(w.city, "instruction_rank", "chief")
    today = f"{timezone.localdate():%Y-%m-%d}"
    return {
        "leader": "王书记", "rank": rank.pk, "given_on": today, "text": "请研究。", "secrecy": "internal",
    } | more  # fmt: skip


def test_the_editor_records_it_with_scan_and_readers(w):
    brief = reported.issued(w)
    url = f"{reverse('instruction-new')}?brief={brief.slug}"
    answer = client(w, "editor").post(url, form_of(w, roles=["head"], photos=[photo("批示件.jpg")]))
    row = Instruction.objects.get()
    assert answer.url == row.get_absolute_url()
    assert (row.brief, row.level, row.state) == (brief, 1, "noted")
    scan = Attachment.objects.of(row).get()
    assert scan.purpose == "scan"
    page = client(w, "editor").get(row.get_absolute_url()).content.decode()
    assert "信息编辑、领导、提案委负责人" in page
    for name, code in (("leader", 200), ("head", 200), ("staff", 404), ("supervisor", 404), ("member", 404)):
        assert client(w, name).get(row.get_absolute_url()).status_code == code
        assert client(w, name).get(reverse("files-view", args=[scan.slug])).status_code == code


def test_it_is_at_least_as_strict_as_what_it_stands_on(w):
    report = reported.revised(w, secrecy="sensitive")
    url = f"{reverse('instruction-new')}?report={report.slug}"
    assert client(w, "editor").get(url).context["form"].fields["secrecy"].initial == "sensitive"
    answer = client(w, "editor").post(url, form_of(w, text="留着这段"))
    assert answer.status_code == 422
    assert "批示不能低于它" in answer.content.decode()
    assert "留着这段" in answer.content.decode()
    later = f"{timezone.localdate() + timedelta(1):%Y-%m-%d}"
    assert client(w, "editor").post(url, form_of(w, secrecy="sensitive", given_on=later)).status_code == 422
    assert client(w, "editor").post(url, form_of(w, secrecy="sensitive", roles=["member"])).status_code == 422


def test_those_who_may_not_open_the_issue_read_its_number_only(w):
    brief = reported.issued(w, title="不能外传的题目")
    upward.instructed(w, brief, roles=["head"])
    for url in (reverse("instruction-list"), Instruction.objects.get().get_absolute_url()):
        assert "不能外传的题目" not in client(w, "head").get(url).content.decode()
        assert brief.reference in client(w, "head").get(url).content.decode()
        assert "不能外传的题目" in client(w, "editor").get(url).content.decode()


def test_the_task_is_given_reminded_of_and_reported(w):
    row = upward.followed(w)
    digest()
    assert ("supervisor", "suggestions_instruction_task") in told("assign")
    assert client(w, "supervisor").get(row.get_absolute_url()).status_code == 200
    on = row.due_on
    assert instructing.remind(on - timedelta(1), now=timezone.now()) == []
    assert len(instructing.remind(on, now=timezone.now(), dry_run=True)) == 1
    assert len(instructing.remind(on, now=timezone.now())) == 1
    assert instructing.remind(on, now=timezone.now()) == []
    row = perform(Instruction.objects.get(), "finish", actor=w["supervisor"], text="已印发办法。")
    digest()
    assert ("editor", "suggestions_instruction_done") in told("finish")
    assert "已印发办法" in client(w, "leader").get(row.get_absolute_url()).content.decode()
    words = " ".join(f"{n.title} {n.body}" for n in Notice.objects.all())
    assert "请住建局研究办理" not in words
    assert row.subject_title not in words


def test_refusals_of_the_task(w):
    row = upward.instructed(w)
    yesterday = timezone.localdate() - timedelta(1)
    with pytest.raises(BadFacts):
        perform(row, "assign", actor=w["editor"], owner=w["supervisor"].post, due_on=yesterday)
    with pytest.raises(BadFacts):
        perform(row, "assign", actor=w["editor"], owner=w["county"].post, due_on=timezone.localdate())
    with pytest.raises(NotNow):
        perform(row, "finish", actor=w["editor"], text="x")
    with pytest.raises(Forbidden):
        instructing.record(row.brief, actor=w["leader"], rank=row.rank)


def test_correcting_and_voiding(w):
    row = upward.instructed(w, roles=["head"])
    url = reverse("instruction-edit", args=[row.slug])
    page = client(w, "editor").get(url)
    facts = form_of(w, leader="李市长", roles=["supervisor"], version=page.context["version"])
    assert client(w, "editor").post(url, facts).status_code == 302
    assert client(w, "editor").post(url, facts).status_code == 409  # somebody has changed it since
    row = Instruction.objects.get()
    assert row.leader == "李市长"
    assert client(w, "head").get(row.get_absolute_url()).status_code == 404
    perform(row, "void", actor=w["editor"], reason="登记错了")
    assert client(w, "supervisor").get(row.get_absolute_url()).status_code == 404
    assert client(w, "editor").get(row.get_absolute_url()).status_code == 200
    assert client(w, "editor").get(url).status_code == 409
    assert client(w, "editor").get(reverse("instruction-list")).context["page"].rows == []


def test_with_a_withdrawn_issue_it_vanishes_for_the_named_roles(w):
    brief = reported.issued(w)
    row = upward.instructed(w, brief, roles=["supervisor"])
    digest()
    perform(brief, "withdraw", actor=w["editor"], reason="数据有误")
    assert client(w, "supervisor").get(row.get_absolute_url()).status_code == 404
    assert client(w, "leader").get(row.get_absolute_url()).status_code == 200
    assert ("supervisor", "suggestions_brief_issued") not in told("sign")
    assert brief.reference not in client(w, "supervisor").get(reverse("inbox")).content.decode()


def test_the_list_filters_and_costs_the_same_for_many(w, django_assert_max_num_queries):
    brief = reported.issued(w)
    for place in range(6):
        upward.instructed(w, brief, leader=f"领导{place}")
    editor = client(w, "editor")
    with django_assert_max_num_queries(9):
        assert len(editor.get(reverse("instruction-list")).context["page"].rows) == 6
    assert len(editor.get(reverse("instruction-list") + "?q=领导3").context["page"].rows) == 1
    assert len(editor.get(reverse("instruction-list") + "?level=2&state=x").context["page"].rows) == 0
    assert "还没有批示" not in editor.get(reverse("instruction-list") + "?level=2").content.decode()
