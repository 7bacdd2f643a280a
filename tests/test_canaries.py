"""Every text carries a word of its own; each person follows every link and must not meet a word of others.

A word is written into one field of one matter, together with who may read it. Whoever else meets it, on a page,
in a fragment, a search, a workbook, a letter or a file name, has found a leak.
"""

import html
import io
import re
import zipfile
from urllib.parse import quote, unquote, urljoin, urlsplit

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.test import Client
from django.utils import timezone

from dispatch.models import Assignment, LetterKind
from members.models import User
from suggestions.models import BriefIssue, Destination, Instruction, Item, TopicPlan, Uptake
from suggestions.states import Kind
from tests.canary_city import City
from tests.conftest import CI, DRILL
from weijianyi.clock.models import Deadline
from weijianyi.files.models import Attachment

pytestmark = pytest.mark.django_db
CITY = ("member", "member2", "operator", "staff", "head", "editor", "leader", "supervisor", "handler", "unitlead",
        "handler2", "relay", "admin", "auditor", "informant", "liaison", "sysadmin")  # fmt: skip
PERSONAS = (*CITY, "county", "province", "xmember", "xhandler")
LINK = re.compile(r'(?:href|src|hx-get|action)="([^"#]+)')
OF_REPORTS = ("/", "/inbox/", "/search/?q=Q", "/instructions/", "/uptakes/", "/uptakes/new/",
              "/figures/reports/?period=year", "/figures/reports/month/", "/figures/reports/export/", "/reports/",
              "/reports/?tab=adopted", "/reports/ledger/", "/reports/ledger/export/", "/reports/inquiries/",
              "/reports/inquiries/?tab=closed", "/reports/topics/", "/reports/informants/",
              "/reports/informants/export/", "/items/new/report/", "/briefs/", "/briefs/?tab=issued",
              "/briefs/new/")  # fmt: skip
STARTS = ("/items/", "/search/?q=2026", "/ledger/", "/review/", "/review/week/", "/review/pending/",
          "/review/sitting/", "/review/sittings/", "/handouts/?tab=week", "/handouts/requests/", "/checks/", "/desks/",
          "/desks/answered/", "/overview/", "/me/settings/", "/items/new/suggestion/", "/items/authors/?q=",
          "/keyproposals/", "/promises/?state=", "/promises/export/", "/overview/metrics/", "/overview/units/",
          "/overview/members/", "/overview/counties/", "/overview/export/", "/figures/mine/", "/cases/", "/cases/?q=Q",
          "/me/")  # fmt: skip
LEDGERS = ("", "metric=submitted", "metric=desk_offered", "metric=desk_replied", "metric=rated",
           "metric=grade_dissatisfied", "metric=overdue")  # fmt: skip
# Who goes round in the usual run; the drill sends everybody.
SAMPLE = ("member2", "staff", "handler", "county", "informant") if CI else ("member2", "handler")
MOST = 460 if DRILL else 330  # pages a person opens


# -- going round -----------------------------------------------------------------------------------
def addresses(words):
    """What somebody may type who knows every address, and every word."""
    yield from about_reports(words)
    yield from STARTS
    for item in Item.objects.all():
        yield from (f"/items/{item.slug}/", f"/items/{item.slug}/print/",
                    f"/items/{item.slug}/letter/decline_notice/", f"/items/{item.slug}/check/",
                    f"/items/{item.slug}/edit/", f"/review/{item.slug}/", f"/review/{item.slug}/similar/",
                    f"/reports/{item.slug}/", f"/reports/{item.slug}/revise/")  # fmt: skip
    for desk in Assignment.objects.all():
        yield from (f"/desks/{desk.slug}/", f"/desks/{desk.slug}/rate/", f"/checks/{desk.slug}/",
                    *(f"/desks/{desk.slug}/letter/{kind}/" for kind in LetterKind.values))  # fmt: skip
    for attachment in Attachment.objects.all():
        yield from (f"/files/{attachment.slug}/", f"/files/{attachment.slug}/view/")
    yield from (f"/clock/{clock.slug}/" for clock in Deadline.objects.all())
    for columns in LEDGERS:
        every = "cols=number,title,author,place,unit,state,holder,rater,grade,comment,desk_unit,result"
        yield from (f"/ledger/?{columns}&{every}", f"/ledger/export/?{columns}&{every}")
    yield from (f"/search/?q={quote(word)}" for word in list(words.readers)[:: 1 if DRILL else 6])


def about_reports(words):
    """Everything that belongs to reports, their issues, their inquiries, instructions, files and clocks."""
    yield from OF_REPORTS
    items = Item.objects.filter(kind__in=[Kind.REPORT, Kind.INQUIRY])
    for item in items:
        yield from (f"/items/{item.slug}/", f"/items/{item.slug}/print/", f"/items/{item.slug}/check/",
                    f"/reports/{item.slug}/", f"/reports/{item.slug}/revise/", f"/reports/{item.slug}/up/",
                    f"/steps/item/{item.slug}/forward/", f"/steps/item/{item.slug}/pass_back/",
                    f"/steps/item/{item.slug}/remark/", f"/search/?q={item.number}")  # fmt: skip
    yield from (f"/desks/{desk.slug}/" for desk in Assignment.objects.filter(item__in=items))
    yield from (
        f"/clock/{clock.slug}/" for clock in Deadline.objects.filter(thread__in=[i.thread for i in items])
    )
    yield from (f"/reports/topics/{topic.slug}/" for topic in TopicPlan.objects.all())
    for brief in BriefIssue.objects.all():
        yield from (f"/briefs/{brief.slug}/", f"/briefs/{brief.slug}/edit/", f"/steps/brief/{brief.slug}/withdraw/",
                    f"/briefs/{brief.slug}/word/", f"/briefs/{brief.slug}/up/",
                    f"/instructions/new/?brief={brief.slug}")  # fmt: skip
    for row in Instruction.objects.all():
        yield from (f"/instructions/{row.slug}/", f"/instructions/{row.slug}/edit/",
                    f"/steps/instruction/{row.slug}/finish/")  # fmt: skip
    for row in Uptake.objects.all():
        yield from (f"/uptakes/{row.slug}/", f"/uptakes/{row.slug}/edit/")
    yield from (f"/destinations/{row.pk}/" for row in Destination.objects.all())
    for metric in ("received", "sent_1", "sent_3", "instructions", "issues"):
        yield from (
            f"/figures/reports/list/?metric={metric}",
            f"/figures/reports/list/export/?metric={metric}",
        )
    of_instructions = ContentType.objects.get_for_model(Instruction)
    for attachment in Attachment.objects.filter(content_type=of_instructions):
        yield from (f"/files/{attachment.slug}/", f"/files/{attachment.slug}/view/")
    yield "/ledger/export/?metric=submitted&cols=number,title,author,place"
    yield from (
        f"/search/?q={quote(word)}"
        for word in words.readers
        if word.endswith(("secrettitleQ", "secreteditedQ"))
    )


def text_of(answer):
    """What the answer says, unpacked: pages, workbooks, letters, the name of the file."""
    raw = b"".join(answer.streaming_content) if answer.streaming else answer.content
    head = unquote(answer.get("Content-Disposition", ""))
    if raw[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            raw = b" ".join(packed.read(name) for name in packed.namelist() if name.endswith(".xml"))
    return f"{head} {html.unescape(raw.decode('utf-8', 'ignore'))}"


def asked_for(url):
    """Words a person has typed come back in the page of a search."""
    return unquote(urlsplit(url).query)


def links(answer, url):
    if not answer.get("Content-Type", "").startswith("text/html"):
        return
    for found in LINK.findall(answer.content.decode()):
        here = urljoin(url, html.unescape(found))
        if here.startswith("/") and not here.startswith(("/static/", "/logout/", "/help/", "/styleguide/")):
            yield here


def crawl(city, persona, extra=(), most=MOST):
    """[(address, word)] of what `persona` met and must not."""
    client, leaks, dead = Client(raise_request_exception=False), [], []
    client.force_login(city.world[persona].user)
    waiting, seen = [*extra], set()
    while waiting and len(seen) < most:
        url = waiting.pop(0)
        if url in seen:
            continue
        seen.add(url)
        with transaction.atomic():
            answer = client.get(url)
            text = text_of(answer)
            transaction.set_rollback(True)
        if answer.status_code >= 500:
            dead.append((url, answer.status_code))
        leaks += [
            (url, word) for word, readers in city.words.readers.items()
            if persona not in readers and word in text and word not in asked_for(url)
        ]  # fmt: skip
        waiting += [answer.url] if answer.status_code == 302 else links(answer, url)
    return leaks, dead


@pytest.fixture
def city():
    User.objects.update(welcomed_at=timezone.now())
    made = City()
    User.objects.update(welcomed_at=timezone.now())
    return made


def faults(city, personas, typed, most):
    wrong = []
    for persona in personas:
        leaks, dead = crawl(city, persona, typed, most)
        wrong += [f"{persona} reads {word} at {url}" for url, word in leaks]
        wrong += [f"{persona} breaks {url}: {code}" for url, code in dead]
    return wrong


@pytest.mark.long
def test_nobody_meets_a_word_that_is_not_for_them(city):
    wrong = faults(city, PERSONAS if DRILL else SAMPLE, list(addresses(city.words)), MOST)
    assert not wrong, "\n".join(wrong)


@pytest.mark.long
@pytest.mark.parametrize("half", [0, 1])  # one for each of two processes
def test_every_role_meets_no_word_of_reports_and_instructions_that_are_not_theirs(city, half):
    """Everybody, at every address of reports: short enough for CI, where the crawl of everything is a sample."""
    typed = list(dict.fromkeys(about_reports(city.words)))
    wrong = faults(city, PERSONAS[half::2], typed, len(typed))
    assert not wrong, "\n".join(wrong)
