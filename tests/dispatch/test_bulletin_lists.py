"""通报: every number opens the rows that were counted; what stands beside 微建议; what is said of nothing."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from dispatch.bulletins import comparing, prose, workbook
from dispatch.bulletins import figures as bulletin_figures
from dispatch.models import HotlineLine
from members.models import Opinion, Post
from tests import bulletined, keyed, opinions, upward
from tests.bulletined import entered, text_of
from weijianyi.workflow import perform

pytestmark = pytest.mark.django_db


COUNTED = re.compile(r"共 (\d+) [件份人]|<h1>[^<]* (\d+) [件条期]")


@pytest.mark.long
def test_every_number_of_a_bulletin_opens_the_rows_that_were_counted(w):
    desk = w.closed()
    w.dispatched()
    opinions.answered(w)
    bulletin = bulletined.issued(w, kind="year")
    perform(desk.item, "void", actor=w["head"], reason="重复录入")
    head = entered(w, "head")
    page = unescape(text_of(head.get(f"/bulletins/{bulletin.slug}/figures/")))
    cells = dict.fromkeys(re.findall(r'<a href="([^"]*bulletin=[^"]*)">(\d+)</a>', page))
    assert len(cells) > 60
    for url, number in cells:
        if number != "0":
            assert COUNTED.search(text_of(head.get(url)))[1] == number, url
    received = re.search(r'<a href="([^"]*)">收到</a><b>1</b>', page)[1]
    assert COUNTED.search(text_of(head.get(received)))[2] == "1"
    assert entered(w, "member").get(f"/bulletins/{bulletin.slug}/figures/").status_code == 403
    url = next(url for url, number in cells if "submitted" in url)
    other = entered(w, "supervisor").get(url)
    assert other.status_code == 403 or COUNTED.search(text_of(other))[1] == "0"


def test_what_stands_beside_the_items_is_said_in_the_bulletins(w):
    HotlineLine.objects.create(department=w.departments["城管局"], name="12345")
    w.closed()
    opinions.closed(w)
    opinions.received(w)
    texts = prose.written(bulletined.drafted(w, kind="year"))
    assert "委员工作室收到群众意见 2 件" in texts["studios"]
    assert "推动解决占收到 50.0%（1/2）" in texts["studios"]
    assert (
        "转热线办理微建议 1 件，已答复 1 件，热线办复率 100.0%（1/1），没有超期未复的。" in texts["studios"]
    )
    assert texts["proposals"] == "本年度没有收到提案，也没有答复提案。"
    assert texts["reports"] == "本年度没有收到社情民意信息，也没有编发、上报和转办。"


def test_proposals_and_reports_have_their_part_in_the_year(w):
    keyed.filed(w)
    upward.adopted(w)
    bulletin = bulletined.drafted(w, kind="year")
    texts = prose.written(bulletin)
    assert "本年度收到提案 1 件" in texts["proposals"]
    assert "立案率 100.0%（1/1）" in texts["proposals"]
    assert "满意率不计算（没有可以计算的件），解决率不计算（没有可以计算的件）。" in texts["proposals"]
    assert "收到社情民意信息 1 条" in texts["reports"]
    assert "采用率 100.0%（1/1）" in texts["reports"]
    assert "提案：立案率" in str(
        [row[0] for row in workbook.lines_of(bulletin.figures["beside"]["proposals"], "提案：")]
    )
    assert "proposals" not in bulletined.drafted(w, kind="quarter").figures["beside"]


def test_what_stands_beside_is_frozen_and_corrected_like_the_items(w):
    """提案、社情民意、群众意见: the list is the one counted, the note says what differs and why."""
    proposal, report = keyed.filed(w), upward.adopted(w)
    heard, _ = opinions.closed(w), opinions.received(w)
    bulletin = bulletined.issued(w, kind="year")
    assert comparing.corrections(bulletin, w["leader"]) == []
    perform(proposal, "void", actor=w["head"], reason="重复录入")
    type(report).objects.filter(pk=report.pk).update(voided_at=timezone.now())
    Opinion.objects.filter(pk=heard.pk).update(suspicion="many")
    leader = entered(w, "leader")
    page = unescape(text_of(leader.get(f"/bulletins/{bulletin.slug}/figures/")))
    for label, number in {"收到": 2, "其中采用": 1, "其中立案": 1}.items():
        url = re.search(rf'<a href="([^"]*bulletin={bulletin.slug}[^"]*)">{label}</a><b>{number}</b>', page)[
            1
        ]
        shown = COUNTED.search(text_of(leader.get(url)))
        assert int(shown[1] or shown[2]) == number, label
    lines = {line.label: line for line in comparing.corrections(bulletin, w["leader"])}
    assert {"提案：其中立案", "社情民意：收到", "社情民意：其中采用", "群众意见：收到"} <= set(lines)
    assert (lines["群众意见：收到"].then, lines["群众意见：收到"].now) == (2, 1)
    assert "作废" in lines["提案：其中立案"].moved[0][3]
    assert lines["社情民意：收到"].moved[0][0] == f"/reports/{report.slug}/"
    note = text_of(leader.get(f"/bulletins/{bulletin.slug}/correction/"))
    assert "社情民意：收到：1 条 → 0 条" in note


def test_the_office_is_told_how_many_reports_moved_and_reads_none(w):
    report = upward.adopted(w)
    bulletin = bulletined.issued(w)
    assert bulletin.figures["beside"]["reports"]["counts"]["received"]["now"] == 1
    page = text_of(entered(w, "head").get(f"/bulletins/{bulletin.slug}/figures/"))
    assert "<span>其中采用</span><b>1</b>" in page
    assert "/figures/reports/" not in page
    type(report).objects.filter(pk=report.pk).update(voided_at=timezone.now())
    line = next(x for x in comparing.corrections(bulletin, w["head"]) if x.label == "社情民意：收到")
    assert (line.moved, line.hidden) == ([], 1)
    note = text_of(entered(w, "head").get(f"/bulletins/{bulletin.slug}/correction/"))
    assert "不在您的岗位查看范围内" in note
    assert str(report) not in note


def test_reports_are_counted_where_no_editor_has_a_post(w):
    upward.adopted(w)
    Post.objects.filter(role="editor").update(valid_to=timezone.localdate() - timedelta(days=1))
    assert "收到社情民意信息 1 条" in prose.written(bulletined.drafted(w))["reports"]


def test_a_draft_says_when_what_stands_beside_has_changed(w):
    opinions.received(w)
    bulletin = bulletined.drafted(w)
    assert comparing.changed(bulletin, w["staff"]) == []
    Opinion.objects.update(suspicion="many")
    assert ("群众意见：收到", 1, 0) in comparing.changed(bulletin, w["staff"])


def test_who_gave_nothing_is_a_number_in_the_text_never_a_name(w):
    texts = prose.written(bulletined.drafted(w))
    assert texts["submission"] == "本年度没有收到微建议。".replace("年度", "季度")
    assert texts["handling"].startswith(
        "本季度没有交办承办单位的件。本季度没有到期应答复的件，按时办复率不计算。"
    )
    assert texts["satisfaction"].startswith("本季度没有收到办理结果评价；满意率不计算")
    assert "解决率不计算" in texts["satisfaction"]


def test_the_red_head_names_the_office_once(w):
    """The letter name may be the office's already."""
    w.city.letter_name = "中国人民政治协商会议云江市委员会办公室"
    w.city.save()
    page = text_of(entered(w, "leader").get(bulletined.issued(w).get_absolute_url()))
    assert "云江市委员会办公室文件" in page
    assert "办公室办公室" not in page
    assert page.count("云江市委员会办公室") == 2, "head and signature"


def test_what_was_not_counted_is_not_printed_as_nothing(w):
    w.closed()
    figures = bulletined.drafted(w).figures
    labels = [count["label"] for count in figures["counts"].values()]
    assert "委员提交" in labels
    assert "其中立案" not in labels
    assert {"from_above", "from_below", "passed_out"} <= set(figures["counts"])


def test_a_member_who_moves_in_or_out_of_a_number_is_named_in_the_note(w):
    bulletin = bulletined.issued(w)
    seat = w["member"].post.member
    seat.valid_to = timezone.localdate() - timedelta(days=1)
    seat.save()
    line = next(x for x in comparing.corrections(bulletin, w["head"]) if x.label.startswith("没有提交"))
    assert line.moved[0][:3] == (f"/people/members/{seat.pk}/", seat.name, "不再计入")
    assert line.hidden == 0


def test_rows_that_are_too_many_to_keep_are_not_even_read(w, monkeypatch):
    w.closed()
    monkeypatch.setattr(bulletin_figures, "MOST", 0)
    bulletin = bulletined.drafted(w)
    kept = bulletin.basis.rows
    counts = {key: row["now"] for key, row in bulletin.figures["counts"].items()}
    assert any(counts.values())
    assert all((kept[key] is None) == (number > 0) for key, number in counts.items())
    assert bulletin_figures.moved(w["staff"], bulletin_figures.period_of(bulletin), kept) == []
