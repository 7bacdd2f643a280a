"""What goes over the line: shapes of answers and of what may be sent."""

from datetime import date, datetime
from typing import Annotated

from ninja import Schema
from pydantic import BeforeValidator, ConfigDict, Field

from dispatch.models import Outcome
from dispatch.states import Stage
from weijianyi.requests import repaired


def clean(value):
    """No NUL, no lone surrogates: databases refuse them."""
    return repaired(value).strip() if isinstance(value, str) else value


def text(longest, least=0):
    return Annotated[str, BeforeValidator(clean), Field(max_length=longest, min_length=least)]


class Strict(Schema):
    """Unknown fields are refused: nothing can be set that is not listed."""

    model_config = ConfigDict(extra="forbid")


class Problem(Schema):
    type: str = Field(description="Always about:blank")
    title: str = Field(description="A sentence for people, in Chinese")
    status: int
    errors: dict[str, list[str]] = Field(default_factory=dict, description="Sentences by field")


class Word(Schema):
    code: str
    label: str


class States(Schema):
    items: list[Word]
    assignments: list[Word]
    kinds: list[Word]
    result_classes: list[Word] = Field(description="Values for result_class of a reply")
    contact_forms: list[Word] = Field(description="Values for form of a contact")
    return_reasons: list[Word] = Field(description="Values for reason of a return")


class ItemRow(Schema):
    slug: str
    kind: str
    number: str = Field(description="As printed; empty before it has one")
    case: str = Field(description="The same at every level")
    title: str
    district: str
    place: str
    state: str
    state_label: str
    version: int
    submitted_at: datetime | None
    dispatched_at: datetime | None
    closed_at: datetime | None
    units: list[str]


class ItemPage(Schema):
    items: list[ItemRow]
    next: str | None = Field(description="Value for `cursor` of the next page; null on the last one")


class Request(Schema):
    number: int
    text: str


class Item(ItemRow):
    situation: str | None = Field(description="Only for the system of the department that handles it")
    advice: str | None
    requests: list[Request] | None = Field(description="Numbered requests; a reply answers each of them")


class Attachment(Schema):
    slug: str
    kind: str = Field(description="photo or document")
    purpose: str = Field(description="before, after, scan, minutes or empty")
    name: str
    mime: str
    size: int
    sha256: str
    uploaded_at: datetime


class Contact(Schema):
    id: int
    round: int
    stage: str
    form: str = Field(description="A code of contact_forms in /states")
    held_on: date
    people: str
    summary: str
    recorded_at: datetime
    photos: list[Attachment]


class Figure(Schema):
    key: str
    label: str
    value: int
    definition: str


class Figures(Schema):
    first: date
    last: date
    until: datetime = Field(description="Later facts are not counted")
    figures: list[Figure] = Field(description="Of what this key may read")


class Extension(Schema):
    round: int
    reason: str
    old_due: date
    until: date
    asked_at: datetime
    decision: str = Field(description="granted, refused, or empty while it waits")
    decided_at: datetime | None
    opinion: str


class Assignment(Schema):
    slug: str
    item: str
    item_title: str
    unit: str
    role: str
    state: str
    state_label: str
    round: int
    version: int = Field(description="Also the ETag; send it as If-Match")
    offered_at: datetime | None
    signed_at: datetime | None
    released_at: datetime | None
    due_on: date | None


class AssignmentPage(Schema):
    items: list[Assignment]
    next: str | None


class Answer(Schema):
    number: int = Field(description="Of the request")
    text: str
    outcome: str = Field(description="done, planned or not_possible; empty in older replies")
    planned_on: date | None


class Reply(Schema):
    round: int
    facts: str
    measures: str
    result_class: str | None
    done_on: date | None
    ground: str
    number: str
    signed_at: datetime | None
    released_at: datetime | None
    answers: list[Answer]


class SignIn(Strict):
    note: text(300) = ""


class ContactIn(Strict):
    stage: Stage
    form: text(40, 1) = Field(description="A code of contact_forms in /states")
    held_on: date
    summary: text(2000, 1)
    people: text(200) = ""


class AnswerIn(Strict):
    number: int = Field(ge=1, le=999)
    text: text(2000, 1)
    outcome: Outcome
    planned_on: date | None = Field(None, description="Needed with planned")


class ReplyIn(Strict):
    facts: text(5000, 1)
    measures: text(5000) = ""
    result_class: text(40, 1) = Field(description="A code of result_classes in /states")
    done_on: date | None = None
    ground: text(2000) = ""
    contact_name: text(40, 1)
    contact_phone: text(30, 1)
    leader_name: text(40) = ""
    answers: list[AnswerIn] = Field([], max_length=200, description="One for each of the item's requests")


class SignReplyIn(Strict):
    document_number: text(60) = Field("", description="The unit's own number of the letter")


class ExtensionIn(Strict):
    until: date
    reason: text(300, 1)


class ReturnIn(Strict):
    reason: text(40, 1) = Field(description="A code of return_reasons in /states")
    note: text(300, 1)
    proposed_unit: text(60, 1) = Field(description="The unit that should handle it instead, by name")
