"""Matters of two organisations and two departments; each field carries a word and who may read it."""

from dataclasses import dataclass, field, replace

from django.utils import timezone

from members.models import Member
from members.states import Role
from tests import reported
from tests import world as w
from tests.canary_reports import Reports
from tests.weijianyi.files.making import photo
from tests.weijianyi.telling import digest
from weijianyi import rulebook
from weijianyi.files.keeping import attach
from weijianyi.rulebook.models import Setting
from weijianyi.workflow import perform

OFFICE, READS = ("staff", "head"), ("staff", "head", "leader")
UNIT, OTHER_UNIT = ("handler", "unitlead"), ("handler2",)
WATCHES = (*READS, "supervisor")
MEMBERS = ("member", "member2", "operator")
# Of whom to ask: the office, the office of the side, the units on the desk, oneself.
PHONES = {"member": {"member", *OFFICE, "supervisor", *UNIT}, "xmember": {"xmember", "county", "xhandler"}}


@dataclass
class Words:
    """{word: who may read it}; one word per field of a matter."""

    readers: dict = field(default_factory=dict)

    def new(self, name, *readers):
        word = f"Q{len(self.readers)}{name}Q"
        self.readers[word] = {
            p for reader in readers for p in ((reader,) if isinstance(reader, str) else reader)
        }
        return word


class City(Reports):
    """Matters of two organisations and two departments, in every state where something is not for everybody."""

    def __init__(self):
        self.world, self.words = w.build(), Words()
        self.world["member"].post.member.refresh_from_db()
        for name in ("member", "xmember"):
            if name == "xmember":
                self.county()
            phone = {"member": "13955500001", "xmember": "13955500002"}[name]
            self.words.readers[phone] = PHONES[name]
            actor = self.world[name]
            Member.objects.filter(pk=actor.post.member_id).update(phone=phone)
            actor.post.member.phone = phone
        self.draft(), self.submitted(), self.consulted(), self.in_hand(), self.for_signature()
        self.elsewhere(), self.foreign(), self.rated(), self.merged(), self.closed(), self.at_check()
        self.reported()
        digest()

    # -- pieces ------------------------------------------------------------------------------------
    def texts(self, tag, text, facts, **fields):
        """Title and place are read by `facts`, everything else by `text`."""
        new = self.words.new
        return {
            "title": new(f"{tag}title", text, facts), "place": new(f"{tag}place", text, facts),
            "situation": f"情况 {new(f'{tag}situation', text)} 很久了，没有人管，请看一看。",
            "advice": f"建议 {new(f'{tag}advice', text)} 尽快处理。",
        } | fields  # fmt: skip

    def sent(self, tag, text, facts=(), author="member", **fields):
        item = self.world.draft(author, **self.texts(tag, text, facts, **fields))
        self.file(item, tag, author, text)
        return perform(item, "submit", actor=self.world[author], declared=True)

    def file(self, owner, tag, actor, readers, purpose=""):
        name = self.words.new(f"{tag}file", readers)
        attach(owner, photo(f"{name}.jpg"), kind="photo", actor=self.world[actor], purpose=purpose)

    def offered(self, tag, text, facts=MEMBERS, author="member", unit=UNIT, **more):
        item = self.sent(tag, text, facts, author)
        return self.world.dispatched(item, note=self.words.new(f"{tag}note", unit, WATCHES), **more)

    def contacted(self, desk, tag, readers, actor="handler"):
        return perform(
            desk, "record_contact", actor=self.world[actor], stage="before",
            form=rulebook.entry(self.world.city, "contact_form", "phone"), held_on=timezone.localdate(),
            summary=self.words.new(f"{tag}contact", readers),
        )  # fmt: skip

    def replied(self, desk, tag, readers):
        """Sent to the unit's leader, with evidence."""
        self.file(desk, f"{tag}proof", "handler", readers, "after")
        facts = {
            "facts": self.words.new(f"{tag}facts", readers),
            "measures": self.words.new(f"{tag}did", readers),
        }
        return perform(desk, "send_for_signature", actor=self.world["handler"], **self.world.reply(**facts))

    def open_to(self, part, readers):
        for word, may in self.words.readers.items():
            if part in word:
                may |= set(readers)

    # -- matters -----------------------------------------------------------------------------------
    def draft(self):
        self.world.draft(**self.texts("draft", "member", ()))

    def submitted(self):
        self.sent("sent", ("member", *READS))

    def consulted(self):
        """Between colleagues: the author reads that it is being consulted, not what is said."""
        item = self.sent("consult", ("member", *READS))
        perform(item, "consult", actor=self.world["staff"], opinion=self.words.new("consultwords", READS))

    def in_hand(self):
        """Working: the draft reply is the unit's own, also what it writes to itself."""
        readers = ("member", *WATCHES, *UNIT)
        desk = perform(self.offered("work", readers), "sign", actor=self.world["handler"])
        desk = self.contacted(desk, "work", readers)
        self.file(desk, "workproof", "handler", (*UNIT, "staff", "head", "supervisor"), "after")
        desk.replies.create(
            round=1, facts=self.words.new("workdraft", UNIT), drafted_by=self.world["handler"].post
        )

    def for_signature(self):
        """Signing: still inside the unit."""
        readers = ("member", *WATCHES, *UNIT)
        desk = perform(self.offered("signing", readers), "sign", actor=self.world["handler"])
        desk = self.contacted(desk, "signing", readers)
        self.replied(desk, "signing", UNIT)
        self.open_to("signingprooffile", (*OFFICE, "supervisor"))  # the office may open a unit's evidence

    def rated(self):
        """Dissatisfied: the words are for the office and their author until the unit is told."""
        readers = ("member", *WATCHES, *UNIT)
        desk = perform(self.offered("rated", readers), "sign", actor=self.world["handler"])
        desk = self.replied(self.contacted(desk, "rated", readers), "rated", (*readers, *MEMBERS))
        desk = perform(desk, "sign_reply", actor=self.world["unitlead"])
        perform(
            desk, "rate", actor=self.world["member"], work="satisfied", result="dissatisfied",
            comment=f"没有解决：{self.words.new('verdict', 'member', WATCHES)}，请再看。",
        )  # fmt: skip

    def closed(self):
        readers = ("member", *WATCHES, *UNIT)
        desk = perform(self.offered("closed", readers), "sign", actor=self.world["handler"])
        desk = self.replied(self.contacted(desk, "closed", readers), "closed", (*readers, *MEMBERS))
        desk = perform(desk, "sign_reply", actor=self.world["unitlead"])
        verdict = self.words.new("closedverdict", readers)
        desk = perform(
            desk, "rate", actor=self.world["member"], work="satisfied", result="satisfied", comment=verdict
        )
        perform(desk, "close", actor=w.SYSTEM_ACTOR)

    def elsewhere(self):
        """Another department's, not open to the public: nothing for the first department or other members."""
        readers = ("member2", *WATCHES, *OTHER_UNIT)
        closed = {"open_consent": False, "closed_reason": self.words.new("otherwhy", readers)}
        item = self.sent("other", readers, (), "member2", **closed)
        self.world.dispatched(item, "交通局", note=self.words.new("othernote", OTHER_UNIT, WATCHES))

    def merged(self):
        """The source is not open: its title must not come to light through the main one."""
        main = self.sent("main", ("member", "member2", *READS), ())
        source = self.sent(
            "source", ("member2", *READS), (), "member2", open_consent=False, closed_reason="隐私"
        )
        perform(
            source,
            "merge",
            actor=self.world["staff"],
            main=main,
            opinion=self.words.new("why", "member2", READS),
        )
        main.refresh_from_db()
        self.open_to("main", (*UNIT, "supervisor"))
        self.open_to("maintitle", MEMBERS)
        self.open_to("mainplace", MEMBERS)
        self.world.dispatched(main)

    def at_check(self):
        """Checking: the office and the supervisor read the reply before the author does."""
        Setting.objects.create(
            organisation=self.world.city, key="reply_check_kinds", value=["suggestion"], valid_from="2020-01-01",
            basis="试",
        )  # fmt: skip
        readers = ("member", *WATCHES, *UNIT)
        desk = perform(self.offered("check", readers), "sign", actor=self.world["handler"])
        desk = self.replied(self.contacted(desk, "check", readers), "check", (*UNIT, *OFFICE, "supervisor"))
        perform(desk, "sign_reply", actor=self.world["unitlead"])

    def reported(self):
        """Sensitive: the report is its author's, the editor's and the leader's, the issue also its readers'."""
        new, inside = self.words.new, ("editor", "leader")
        item = reported.editing(
            self.world,
            reported.sent(self.world, place="", **self.report_texts("secret", ("member", *inside))),
        )
        edited = {"situation": new("secretedited", inside), "advice": new("secretasked", inside)}
        item = reported.revised(self.world, item, secrecy="sensitive", **edited)
        self.open_to("secretedited", ("supervisor",)), self.open_to("secretasked", ("supervisor",))
        # the text of an issue is built of the edited report; its readers read the title there
        brief = {"secrecy": "sensitive", "mains": [new("secretmain", inside, "supervisor")], "body": ""}
        title = new("brieftitle", inside, "supervisor")
        issued = reported.issued(self.world, reported.drafted(self.world, item, title=title, **brief))
        self.upward(issued, inside)
        item.refresh_from_db()
        perform(item, "remark", actor=self.world["editor"], opinion=new("secretremark", "member", inside))
        self.open_to("secretanalysis", ("supervisor",))
        waiting = reported.sent(self.world, **self.report_texts("raw", ("member", *inside)))
        draft = reported.drafted(
            self.world, reported.revised(self.world, reported.editing(self.world, waiting)),
            title=new("drafttitle", inside), body=new("draftbody", inside),
        )  # fmt: skip
        reported.checking(self.world, draft)
        self.forwarded(item)
        self.informed()
        self.asked_topic()

    def report_texts(self, tag, readers):
        new = self.words.new
        return {
            "title": new(f"{tag}title", readers), "situation": f"情况 {new(f'{tag}situation', readers)} 很突出。",
            "analysis": new(f"{tag}analysis", readers), "advice": f"建议 {new(f'{tag}advice', readers)} 处理。",
            "open_consent": False, "closed_reason": new(f"{tag}why", readers),
        }  # fmt: skip

    # -- another organisation ----------------------------------------------------------------------
    def county(self):
        world = self.world
        world.person("xmember", Role.MEMBER, organisation=world.county)
        world.department("区城管局", organisation=world.county)
        world.officer("xhandler", Role.HANDLER, "区城管局", organisation=world.county)
        world.officer("xlead", Role.UNIT_HEAD, "区城管局", organisation=world.county)

    def foreign(self):
        city, words = self.world, self.words
        actors = {"member": city["xmember"], "staff": city["county"], "handler": city["xhandler"],
                  "unitlead": city["xlead"]}  # fmt: skip
        self.world = replace(
            city, city=city.county, actors=actors, departments={"城管局": city.departments["区城管局"]}
        )
        home = ("county", "xmember", "xhandler")
        desk = perform(self.offered("far", home, (), unit=home), "sign", actor=actors["handler"])
        desk = self.replied(self.contacted(desk, "far", home), "far", home)
        perform(desk, "sign_reply", actor=actors["unitlead"])
        self.sent("farsent", ("county", "xmember"))
        self.world, self.words = city, words
        for word in words.readers:
            if "far" in word:
                words.readers[word] = set(home) - ({"xhandler"} if "farsent" in word else set())
