"""What a reader sees of a correction: nothing lost, nothing torn into single characters."""

import itertools

import pytest
from django.template.loader import render_to_string

from suggestions.proposals.differences import differences

TEXTS = [
    ("", ""), ("", "新写的一段。"), ("全部删掉。", ""), ("不变的话。", "不变的话。"),
    ("建议在小学门口增设斑马线。", "建议在实验小学门口增设斑马线和减速带。"),
    ("第一句。第二句。第三句。", "第一句。改过的第二句。第三句。"),
    ("一、现状\n拥堵。\n二、建议\n改造。", "一、现状\n早高峰拥堵。\n二、建议\n改造路口。"),
    ("完全是另一回事", "毫不相干的文字"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after"), TEXTS)
def test_both_versions_can_be_read_from_the_pieces(before, after):
    parts = differences(before, after)
    assert "".join(text for op, text in parts if op != "ins") == before
    assert "".join(text for op, text in parts if op != "del") == after
    assert all(text for _, text in parts)
    assert all(one[0] != two[0] for one, two in itertools.pairwise(parts))


def test_only_what_changed_is_marked():
    parts = differences("建议在小学门口增设斑马线。", "建议在实验小学门口增设斑马线。")
    assert parts == [("same", "建议在"), ("ins", "实验"), ("same", "小学门口增设斑马线。")]


def test_a_sentence_written_anew_is_one_deletion_and_one_insertion():
    parts = differences("道路不平。路灯不亮。", "道路不平。建议更换全部老化管线。")
    assert parts == [("same", "道路不平。"), ("del", "路灯不亮。"), ("ins", "建议更换全部老化管线。")]


def test_the_template_marks_and_escapes():
    page = render_to_string("ui/difference.html", {"pieces": [("same", "甲"), ("del", "<b>"), ("ins", "乙")]})
    for part in ("甲<del>", "&lt;b&gt;<span", "</del><ins>", "乙<span"):
        assert part in page, part
    assert "删去" in page, "said to those who do not see the colours"


def test_long_texts_take_no_time():
    before = "".join(f"第{n}条意见，请有关单位研究办理，并于年底前答复。" for n in range(250))
    assert differences(before, before.replace("第100条", "第一百条"))
