"""Acceptance conditions of the review desk: what a machine can honestly say, and what is left to the reader."""

import re
from dataclasses import dataclass

from suggestions.states import Kind
from weijianyi import rulebook

READER = ("一事一议", "单个部门可办", "短期可见效", "无个人隐私")
PRIVATE = re.compile(r"(?<!\d)(1[3-9]\d{9}|\d{17}[\dXx])(?!\d)")  # a mobile or an identity number


@dataclass(frozen=True)
class Condition:
    """`met` is True or False where it could be counted, None where the reader judges."""

    label: str
    met: bool | None


def conditions(item):
    """In the order of the page: counted ones first."""
    advice = item.advice.strip()
    counted = [length(item), Condition("有具体建议" if advice else "没有写建议", bool(advice))]
    if item.kind == Kind.SUGGESTION:
        place = item.place.strip()
        counted.insert(0, Condition("写明地点" if place else "没有写地点", bool(place)))
    if PRIVATE.search(f"{item.title}{item.situation}{item.analysis}{item.advice}"):
        counted.append(Condition("正文含手机号或证件号", False))
    return counted + [Condition(label, None) for label in READER]


def length(item):
    """The body against the advised lengths of its kind."""
    written = len(item.situation) + len(item.analysis) + len(item.advice)
    least = rulebook.value(item.organisation_id, f"{item.kind}_body_min")
    most = rulebook.value(item.organisation_id, f"{item.kind}_body_warn")
    if written < least:
        return Condition(f"正文 {written} 字，偏短", False)
    return Condition(f"正文 {written} 字" + ("，偏长" if written > most else ""), written <= most)
