"""Verdicts, claims, supervision and members of the recount; and how rows are read for it."""

from django.utils import timezone

from dispatch.models import Supervision
from members.models import Member
from suggestions.models import Authorship
from suggestions.models.claim import Claim

OPEN = {
    "submitted",
    "returned",
    "consulting",
    "in_review",
    "editing",
    "accepted",
    "passed_on",
    "handling",
    "answered",
}
MAIN = ("lead", "sole", "split")


def day(moment):
    return timezone.localdate(moment)


def export(model, **where):
    return list(model._base_manager.filter(**where).values())


class Rest:
    def count_verdict(self, v, round, last):
        good, result = v["grade"] in ("satisfied", "mostly"), v["dimension"] == "result"
        self.add("rated", last and result)
        self.add("satisfied", last and result and good)
        self.add("first_rated", round == 1 and result)
        self.add("first_satisfied", round == 1 and result and good)
        self.add("work_rated", last and not result)
        self.add("work_satisfied", last and not result and good)
        self.add("on_paper", last and result and v["channel"] == "paper")
        self.add(f"{'' if result else 'work_'}grade_{v['grade']}", last)

    def count_rest(self):
        for claim in export(Claim):
            agreed = claim["state"] in ("active", "done", "closed") and claim["item_id"] in self.scoped
            self.add("claimed", agreed and self.inside(claim["decided_at"]))
        items = {d["id"]: d["item_id"] for d in self.desks}
        for pressed in export(Supervision):
            self.add(
                "supervised",
                items.get(pressed["desk_id"]) in self.scoped and self.inside(pressed["opened_at"]),
            )
        if self.level not in ("own", "whole"):
            return
        wrote = {
            a["member_id"] for a in export(Authorship, state="signed", remote=False, via=None)
            if a["item_id"] in self.every and self.every[a["item_id"]]["kind"] in self.kinds
            and self.inside(self.every[a["item_id"]]["submitted_at"])
        }  # fmt: skip
        for member in export(Member):
            if member["organisation_id"] in (self.below if self.level == "whole" else {self.organisation}):
                self.add("members", True)
                self.add("took_part", member["id"] in wrote)
                self.add("idle", member["id"] not in wrote)
