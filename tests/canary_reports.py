"""What becomes of sensitive reports in the city of canaries: inquiries, informants, topics, instructions."""

from datetime import timedelta

from django.utils import timezone

from suggestions import drafting
from suggestions.models import Inquiry, Report
from suggestions.states import Kind
from suggestions.upward import tracking
from tests import forwarded, reported, upward
from weijianyi import rulebook
from weijianyi.workflow import perform

OFFICE, UNIT = ("staff", "head"), ("handler", "unitlead")


class Reports:
    """Mixin of the city."""

    def forwarded(self, report):
        """What a unit is asked because of a sensitive report is for the unit; what is passed on for the writers."""
        new, inside = self.words.new, ("editor", "leader", *OFFICE)
        unit = (*inside, *UNIT, "supervisor")
        words = {name: new(f"asked{name}", unit) for name in ("title", "situation", "advice")}
        perform(report, "forward", actor=self.world["editor"], **words)
        item = Inquiry.objects.get()
        note = new("askednote", unit)
        perform(
            item, "dispatch", actor=self.world["editor"], lead=self.world.departments["城管局"], note=note
        )
        desk = perform(item.desks.get(), "sign", actor=self.world["handler"])
        facts = {"facts": new("askedfacts", unit), "measures": new("askeddid", unit)}
        desk = perform(desk, "send_for_signature", actor=self.world["handler"], **self.world.reply(**facts))
        perform(desk, "sign_reply", actor=self.world["unitlead"])
        told = new("askedtold", "member", "editor", "leader")
        whom = new("askedwhom", "editor", "leader")
        perform(item, "pass_back", actor=self.world["editor"], told=told, told_whom=whom)
        note, day = new("tracknote", "editor", "leader"), timezone.localdate() + timedelta(days=3)
        tracking.track(report, actor=self.world["editor"], next_on=day, note=note)
        tracking.remind(day)

    def informed(self):
        """An informant's report, and one the editor entered for somebody who came."""
        inside = ("editor", "leader")
        forwarded.by_informant(self.world, **self.report_texts("inf", ("informant", *inside)))
        words = self.report_texts("walkin", inside) | {"entered_from": self.words.new("walkinfrom", inside)}
        words["category"] = rulebook.entry(self.world.city, "category", "city")
        who = self.words.new("walkinname", inside)
        item = drafting.begin(self.world["editor"], Kind.REPORT, words, outsider=who)
        item = perform(item, "submit", actor=self.world["editor"], declared=True)
        opinion = self.words.new("walkinopinion", inside)
        perform(reported.editing(self.world, item), "send_back", actor=self.world["editor"], opinion=opinion)
        forwarded.named(
            self.world, name=self.words.new("grid", inside), phone=self.words.new("gridphone", inside)
        )

    def asked_topic(self):
        """A topic is for everybody who writes; which reports cite it is not."""
        topic = forwarded.topic(self.world)
        item = self.world.draft(kind=Report, **self.report_texts("cites", ("member", "editor", "leader")))
        item.report_facts.topic = topic
        item.report_facts.save()
        perform(item, "submit", actor=self.world["member"], declared=True)

    def upward(self, brief, inside):
        """What became of the sensitive issue; one instruction is named to the head, the other to nobody else."""
        new, w = self.words.new, self.world
        upward.sent(
            w, brief, "government", document_number=new("upnumber", inside), note=new("upnote", inside)
        )
        report = Report.objects.get(pk=brief.entries.get().report_id)
        upward.sent(w, report, "province", note=new("upsecond", inside))
        secret = upward.instructed(
            w, brief, new("secretleader", inside), text=new("secretorder", inside), secrecy="sensitive"
        )
        self.file(secret, "order", "editor", inside, "scan")
        perform(
            secret, "assign", actor=w["leader"], owner=w["editor"].post, due_on=timezone.localdate(),
            task=new("secrettask", inside),
        )  # fmt: skip
        named = (*inside, "head")
        shown = upward.instructed(
            w,
            brief,
            new("namedleader", named),
            text=new("namedorder", named),
            roles=["head"],
            secrecy="sensitive",
        )
        self.file(shown, "named", "editor", named, "scan")
        further = upward.proposed(w, report, title=new("uptake", inside), why=new("uptakewhy", inside))
        perform(further, "drop", actor=w["leader"], reason=new("uptakereason", inside))
