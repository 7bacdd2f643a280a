"""A second count of every figure in plain Python over exported rows; knows nothing of dispatch.figures."""

from collections import Counter, defaultdict
from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from dispatch.models import Assignment, ClassChange, Contact, HotlineLine, Rating, Redo, Reply
from members.models import Organisation
from suggestions.models import Item, ItemLink, ProposalFacts
from tests.recount_rest import Rest, day, export
from weijianyi.clock.models import Deadline
from weijianyi.rulebook.models import DictionaryEntry

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


class Recount(Rest):
    """`kinds` and `level` as in the address; `first`, `last` days; everything counted at `now`."""

    def __init__(self, organisation, kinds, level, first, last, now):
        self.first, self.last, self.now, self.found = first, last, now, Counter()
        self.level, self.organisation = level, organisation.pk
        self.below = self.tree(organisation.pk)
        self.links = [link for link in export(ItemLink) if link["voided_at"] is None]
        self.words = {w["id"]: w for w in export(DictionaryEntry)}
        self.every = {i["id"]: i for i in export(Item) if i["submitted_at"] and not i["voided_at"]}
        self.kinds = kinds
        self.came = {
            li["to_item_id"] for li in self.links if li["kind"].startswith("passed") and li["to_item_id"]
        }
        self.left = defaultdict(list)
        for link in self.links:
            if link["kind"].startswith("passed") and not link["refused_at"] and not link["recalled_at"]:
                self.left[link["from_item_id"]].append(link)
        self.scoped = {i["id"] for i in self.every.values() if i["kind"] in kinds and self.at_level(i)}

    def tree(self, root):
        parents = {o["id"]: o["parent_id"] for o in export(Organisation, active=True)}
        found = {root} & set(parents)
        for _ in range(2):
            found |= {pk for pk, parent in parents.items() if parent in found}
        return found

    def at_level(self, item):
        if self.level == "whole":
            return item["organisation_id"] in self.below
        if item["organisation_id"] != self.organisation:
            return False
        return {
            "own": item["id"] not in self.came, "in": item["id"] in self.came, "out": bool(self.left[item["id"]])
        }[self.level]  # fmt: skip

    def inside(self, moment):
        return moment is not None and self.first <= day(moment) <= self.last

    def add(self, key, truth):
        self.found[key] += bool(truth)

    def count(self):
        self.read_desks()
        self.count_items()
        self.count_desks()
        self.count_ratings()
        self.count_rest()
        return self.found

    # -- items -------------------------------------------------------------------------------------
    def standing(self, choose):
        """In 含下级 one item of a case and kind."""
        rows = [self.every[pk] for pk in sorted(self.scoped)]
        if self.level != "whole":
            return rows
        groups = defaultdict(list)
        for row in rows:
            groups[row["case_id"], row["kind"]].append(row)
        return [choose(group, key=lambda row: row["id"]) for group in groups.values()]

    def read_desks(self):
        self.hotlines = {line["department_id"] for line in export(HotlineLine)}
        self.desks = [d for d in export(Assignment) if d["item_id"] in self.every]
        self.replies = defaultdict(list)
        for reply in sorted(export(Reply), key=lambda r: r["round"]):
            if reply["released_at"]:
                self.replies[reply["desk_id"]].append(reply)
        self.given = {
            d["item_id"] for d in self.desks
            if d["role"] in MAIN and d["state"] not in ("planned", "returned", "cancelled")
        }  # fmt: skip
        standing = {d["id"] for d in self.desks if d["state"] not in ("planned", "returned", "cancelled")}
        again = {r["desk_id"] for r in export(Redo) if r["decision"] == "granted" and not r["voided_at"]}
        self.again = {d["item_id"] for d in self.desks if d["id"] in again & standing}

    def count_items(self):
        turned = {li["from_item_id"]: li["to_item_id"] for li in self.links if li["kind"] == "converted"}
        kind_of = {i["id"]: i["kind"] for i in export(Item)}
        merged = {li["from_item_id"]: li["to_item_id"] for li in self.links if li["kind"] == "merged"}
        facts = {f["item_id"]: f for f in export(ProposalFacts)}
        for i in self.standing(min):
            accepted, declined = self.inside(i["accepted_at"]), self.inside(i["declined_at"])
            away = i["id"] in turned and self.inside(i["passed_on_at"]) and i["state"] != "declined"
            sent = self.inside(i["submitted_at"])
            due = i["review_on"] and self.first <= i["review_on"] <= min(self.last, day(self.now))
            due = due and not (i["reviewed_at"] is None and i["withdrawn_at"])
            main = self.every.get(merged.get(i["id"]), {})
            joined = i["filed_under"] and (main.get("accepted_at") or main.get("filed_under"))
            filed = sent and ((i["accepted_at"] and i["number"] and i["session_id"]) or joined)
            several = i["id"] in facts and facts[i["id"]]["proposer_type"] not in ("individual", "joint")
            self.add("submitted", sent)
            self.add("accepted", accepted)
            self.add("declined", declined and not i["accepted_at"])
            self.add("turned", away and not i["accepted_at"])
            self.add("decided", accepted or ((declined or away) and not i["accepted_at"]))
            self.add("turned_report", away and kind_of.get(turned[i["id"]]) == "report")
            if self.kinds == ["suggestion"]:
                self.add("turned_proposal", away and kind_of.get(turned[i["id"]]) == "proposal")
                self.add("review_due", due)
                self.add(
                    "reviewed_in_time", due and i["reviewed_at"] and day(i["reviewed_at"]) <= i["review_on"]
                )
            if self.kinds == ["proposal"]:
                self.add("filed", filed)
                self.add("filed_by_merging", sent and joined)
                self.add("collective", sent and several)
                self.add("collective_filed", filed and several)
        for i in self.standing(max):
            accepted, handed = self.inside(i["accepted_at"]), i["id"] in self.given
            given = handed and self.inside(i["dispatched_at"])
            held = i["state"] in OPEN and i["holder_kind"]
            self.add("handed_on", accepted and i["dispatched_at"])
            self.add("dispatched", given)
            self.add(
                "same_day", given and i["accepted_at"] and day(i["accepted_at"]) == day(i["dispatched_at"])
            )
            self.add("replied", given and i["answered_at"])
            self.add("dispatched_closed", given and i["closed_at"])
            self.add("answered", handed and self.inside(i["answered_at"]))
            self.add("redone", handed and self.inside(i["answered_at"]) and i["id"] in self.again)
            self.add("closed", self.inside(i["closed_at"]))
            self.add("open", held)
            for kind in ("office", "unit", "author"):
                self.add(f"held_{kind}", held and i["holder_kind"] == kind)
            age = (day(self.now) - day(i["submitted_at"])).days
            for least, most in ((0, 7), (8, 15), (16, 30), (31, 60), (61, 10**6)):
                self.add(f"age_{least}", held and least <= age <= most)
        for item in self.every.values():
            if (
                self.level == "own"
                and item["kind"] in self.kinds
                and item["organisation_id"] == self.organisation
            ):
                ways = {li["kind"] for li in self.links if li["to_item_id"] == item["id"]}
                self.add("from_above", self.inside(item["submitted_at"]) and "passed_down" in ways)
                self.add("from_below", self.inside(item["submitted_at"]) and "passed_up" in ways)
                self.add("passed_out", any(self.inside(li["offered_at"]) for li in self.left[item["id"]]))

    # -- desks -------------------------------------------------------------------------------------
    def letter(self, reply, until=None):
        """The class as the last change up to then left it."""
        changes = [c for c in self.changes[reply["id"]] if until is None or c["occurred_at"] <= until]
        word = (
            max(changes, key=lambda c: (c["occurred_at"], c["id"]))["to_class_id"]
            if changes
            else reply["result_class_id"]
        )
        return self.words[word]["data"]["letter"] if word else ""

    def count_desks(self):
        self.changes = defaultdict(list)
        for change in export(ClassChange):
            self.changes[change["reply_id"]].append(change)
        desk_type = ContentType.objects.get_for_model(Assignment).pk
        clocks = {}
        for clock in sorted(export(Deadline, code="handle", content_type=desk_type), key=lambda c: -c["id"]):
            clocks[clock["object_id"]] = clock
        contacts = defaultdict(set)
        for c in export(Contact, voided_at=None):
            contacts[c["desk_id"]].add(bool(self.words[c["form_id"]]["data"].get("face_to_face")))
        self.verdicts = defaultdict(list)
        for rating in export(Rating, voided_at=None, authorship__remote=False):
            self.verdicts[rating["reply_id"]].append(rating)
        for d in self.desks:
            if d["item_id"] not in self.scoped or d["state"] in ("planned", "cancelled"):
                continue
            offered = self.inside(d["offered_at"])
            back, main = d["state"] == "returned", d["role"] in MAIN
            self.add("given", main and offered)
            self.add("given_back", main and offered and back)
            if back or not (main or d["role"] == "assist"):
                continue
            self.add("joint_offered", offered)
            self.add("joint_replied", offered and d["answered_at"])
            if not main:
                self.add("assist_offered", offered)
                self.add("assist_replied", offered and d["answered_at"])
                continue
            self.count_desk(d, clocks.get(d["id"]), contacts[d["id"]])

    def count_desk(self, d, clock, contacts):
        replies, answered = self.replies[d["id"]], self.inside(d["answered_at"])
        last = replies[-1] if replies else None
        due = (
            clock
            and clock["due_at"] <= self.now
            and not clock["paused_since"]
            and clock["outcome"] != "cancelled"
        )
        due = due and self.first <= clock["due_on"] <= self.last
        good = (
            [
                v["grade"] in ("satisfied", "mostly")
                for v in self.verdicts[last["id"]]
                if v["dimension"] == "result"
            ]
            if last
            else []
        )
        self.add("desk_offered", self.inside(d["offered_at"]))
        self.add("desk_replied", self.inside(d["offered_at"]) and d["answered_at"])
        self.add("desk_answered", answered)
        self.add("desk_due", due)
        self.add("desk_on_time", due and clock["outcome"] == "kept")
        for letter in "ABCD":
            self.add(f"class_{letter}", answered and last and self.letter(last) == letter)
        self.add("desk_solved", answered and last and self.letter(last) == "A")
        self.add("desk_rated", answered and good)
        self.add("desk_satisfied", answered and good and all(good))
        self.add("desk_asked", answered and d["released_at"] and not d["excused_at"])
        self.add("desk_in_touch", answered and contacts)
        self.add("desk_face_to_face", answered and True in contacts)
        self.add("desk_led", answered and last and self.signed_by_leader(last))
        self.count_last_years_b(d, replies)
        waiting = d["state"] in ("offered", "return_asked", "working", "signing")
        self.add("desk_open", waiting or d["state"] == "checking")
        self.add("overdue", waiting and d["due_on"] and d["due_on"] < day(self.now))
        self.count_in_hand(d, waiting or d["state"] == "checking")
        self.add("lapsed", self.inside(d["lapsed_at"]))
        line = d["department_id"] in self.hotlines
        self.add("hotline_offered", line and self.inside(d["offered_at"]))
        self.add("hotline_replied", line and self.inside(d["offered_at"]) and d["answered_at"])
        self.add("hotline_overdue", line and waiting and d["due_on"] and d["due_on"] < day(self.now))

    def count_in_hand(self, d, waiting):
        turn = {"offered": "sign", "working": "work", "signing": "lead"}.get(d["state"], "office")
        for key in ("sign", "work", "lead", "office"):
            self.add(f"desk_at_{key}", waiting and turn == key)
        for least, most in ((0, 7), (8, 15), (16, 30), (31, 60), (61, 10**6)):
            days = (day(self.now) - day(d["offered_at"])).days if waiting else -1
            self.add(f"desk_age_{least}", least <= days <= most)

    def signed_by_leader(self, reply):
        from members.models import Post  # noqa: PLC0415 -- only here

        return Post.objects.filter(pk=reply["signed_by_id"], role="unit_head").exists()

    def count_last_years_b(self, d, replies):
        if not d["answered_at"] or day(d["answered_at"]).year != self.first.year - 1:
            return
        year_end = timezone.make_aware(timezone.datetime(self.first.year, 1, 1)) - timedelta(microseconds=1)
        then = [r for r in replies if r["released_at"] <= year_end]
        was_b = then and self.letter(then[-1], year_end) == "B"
        self.add("b_before", was_b)
        self.add("b_solved", was_b and self.letter(replies[-1], self.now) == "A")

    # -- verdicts and the rest ---------------------------------------------------------------------
    def count_ratings(self):
        for d in self.desks:
            if (
                d["item_id"] not in self.scoped
                or d["role"] not in MAIN
                or d["state"] in ("planned", "returned", "cancelled")
            ):
                continue
            for reply in export(Reply, desk=d["id"]):
                last = not any(r["round"] > reply["round"] for r in self.replies[d["id"]])
                for v in self.verdicts[reply["id"]]:
                    if self.inside(v["occurred_at"]):
                        self.count_verdict(v, reply["round"], last)
