"""What becomes of a report after its issue: forms and outcomes of reporting upwards, states of 批示 and 成果转化."""

from django.db import models


class UpForm(models.TextChoices):
    SINGLE = "single", "单篇"
    COMBINED = "combined", "综合"
    FORWARDED = "forwarded", "转送"
    SPECIAL = "special", "专报"


class UpOutcome(models.TextChoices):
    WAITING = "waiting", "等结果"
    ADOPTED = "adopted", "采用"
    DECLINED = "declined", "未采用"


class InstructionState(models.TextChoices):
    NOTED = "noted", "已登记"
    FOLLOWING = "following", "跟踪落实"
    DONE = "done", "已落实"


class UptakeState(models.TextChoices):
    PROPOSED = "proposed", "拟转化"
    APPROVED = "approved", "已列入"
    HELD = "held", "已开展"
    DONE = "done", "已有结果"
    DROPPED = "dropped", "不转化"


# Levels a report travels to and a leader stands at; the number stands beside the words of two dictionaries.
OWN, CITY, PROVINCE, NATION = 1, 2, 3, 4
LEVEL_WORDS = {OWN: "本级", CITY: "市级", PROVINCE: "省级", NATION: "全国"}
# An organisation's own level on the same scale: what is not above it is its own.
RANKS = {"county": OWN, "city": CITY, "province": PROVINCE}

UP_TONES = {UpOutcome.WAITING: "wait", UpOutcome.ADOPTED: "ok", UpOutcome.DECLINED: ""}
INSTRUCTION_TONES = {
    InstructionState.NOTED: "",
    InstructionState.FOLLOWING: "do",
    InstructionState.DONE: "ok",
}
UPTAKE_TONES = {
    UptakeState.PROPOSED: "wait", UptakeState.APPROVED: "do", UptakeState.HELD: "do", UptakeState.DONE: "ok",
    UptakeState.DROPPED: "",
}  # fmt: skip
