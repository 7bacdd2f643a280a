"""The operations: read items, states, assignments, replies; take the steps of a department's desk."""

from typing import Annotated, Literal

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from ninja import Header, Path, Query

from dispatch.models import Assignment
from dispatch.states import DeskState
from members.states import Scope
from suggestions.models import Item
from suggestions.states import Kind, State
from weijianyi import paging, rulebook
from weijianyi.api import answering, schemas, shapes
from weijianyi.api.once import check_match, etag, once
from weijianyi.api.service import Refusal, api
from weijianyi.workflow import BadFacts, perform

Slug = Annotated[str, Path(pattern=r"^[-a-zA-Z0-9_]{1,16}$")]
Limit = Annotated[int, Query(ge=1, le=100)]
Cursor = Annotated[str | None, Query(max_length=300, pattern=r"^[A-Za-z0-9_-]+$")]
OnceKey = Annotated[
    str, Header(alias="Idempotency-Key", min_length=8, max_length=64, pattern=r"^[!-~]+$",
                description="Yours, new for every act; sent again with the same content it changes nothing"),
]  # fmt: skip
IfMatch = Annotated[str | None, Header(alias="If-Match", max_length=40, pattern=r"^[ -~]*$")]
IfNoneMatch = Annotated[str | None, Header(alias="If-None-Match", max_length=40, pattern=r"^[ -~]*$")]
ERRORS = {401: schemas.Problem, 403: schemas.Problem, 422: schemas.Problem, 429: schemas.Problem}
ONE = ERRORS | {404: schemas.Problem}
WRITE = ONE | {400: schemas.Problem, 409: schemas.Problem, 412: schemas.Problem}


def needs(request, *scopes):
    """The key was issued for one of these."""
    if request.actor.scopes.isdisjoint(scopes):
        raise Refusal(403, "这个密钥没有这项权限。")


def page(request, rows, limit, cursor, shape):
    """Keyset paging by key: what is added while a caller reads comes at its end, nothing is skipped."""
    values = paging.decoded(cursor, 1)
    if cursor is not None and (
        values is None or not isinstance(values[0], int) or not 0 <= values[0] < 2**63
    ):
        raise Refusal(422, "cursor 不是本接口给出的值。")
    found = list(rows.filter(paging.beyond(["id"], values)).order_by("id")[: limit + 1])
    more = paging.packed([found[limit - 1].pk]) if len(found) > limit else None
    return {"items": [shape(row) for row in found[:limit]], "next": more}


# -- reading ---------------------------------------------------------------------------------------
@api.get(
    "/states",
    response=ERRORS | {200: schemas.States},
    url_name="api-states",
    summary="读取各种状态和代码",
    tags=["read"],
)
def states(request):
    """Every state and every code this interface takes or gives, with its Chinese word."""
    organisation = request.auth.organisation_id
    return {
        "items": choices(State), "assignments": choices(DeskState), "kinds": choices(Kind),
        "result_classes": words(organisation, "result_class"), "contact_forms": words(organisation, "contact_form"),
        "return_reasons": words(organisation, "handback_reason"),
    }  # fmt: skip


def choices(kind):
    return [{"code": code, "label": label} for code, label in kind.choices]


def words(organisation, dictionary):
    return [{"code": e.code, "label": e.label} for e in rulebook.entries(organisation, dictionary)]


@api.get(
    "/items",
    response=ERRORS | {200: schemas.ItemPage},
    url_name="api-items",
    summary="读取事项清单",
    tags=["read"],
)
def items(
    request, state: Annotated[Literal[tuple(State.values)] | None, Query()] = None,
    kind: Annotated[Literal[tuple(Kind.values)] | None, Query()] = None, limit: Limit = 50, cursor: Cursor = None,
):  # fmt: skip
    """Items this key may read, oldest first."""
    needs(request, Scope.READ_ITEMS)
    asked = {name: value for name, value in (("state", state), ("kind", kind)) if value}
    rows = shapes.items(Item.objects.visible_to(request.actor).filter(**asked))
    return page(request, rows, limit, cursor, shapes.item)


@api.get(
    "/items/{slug}",
    response=ONE | {200: schemas.Item},
    url_name="api-item",
    summary="读取一件事项",
    tags=["read"],
)
def item(request, slug: Slug):
    """One item; its text only for the system of a department that handles it."""
    needs(request, Scope.READ_ITEMS)
    row = get_object_or_404(shapes.items(Item.objects.visible_to(request.actor)), slug=slug)
    return shapes.whole_item(row, request.actor)


@api.get(
    "/assignments",
    response=ERRORS | {200: schemas.AssignmentPage},
    url_name="api-assignments",
    summary="读取交办件清单",
    tags=["read"],
)
def assignments(
    request, state: Annotated[Literal[tuple(DeskState.values)] | None, Query()] = None, limit: Limit = 50,
    cursor: Cursor = None,
):  # fmt: skip
    """Assignments this key may read, oldest first."""
    needs(request, Scope.READ_DESKS)
    rows = Assignment.objects.visible_to(request.actor).select_related("item", "department")
    rows = rows.filter(department__isnull=False)
    return page(request, rows.filter(state=state) if state else rows, limit, cursor, shapes.desk)


def desk_of(request, slug):
    rows = Assignment.objects.visible_to(request.actor).select_related("item", "department")
    return get_object_or_404(rows.filter(department__isnull=False), slug=slug)


@api.get(
    "/assignments/{slug}",
    response=ONE | {200: schemas.Assignment, 304: None},
    url_name="api-assignment",
    summary="读取一件交办件",
    tags=["read"],
)
def assignment(request, slug: Slug, if_none_match: IfNoneMatch = None):
    """One assignment; its version is the ETag."""
    needs(request, Scope.READ_DESKS)
    desk = desk_of(request, slug)
    if if_none_match and if_none_match.removeprefix("W/").strip('"') == str(desk.version):
        return HttpResponse(status=304, headers={"ETag": etag(desk)})
    return answered(shapes.desk(desk))


def answered(body):
    """In one order of names, so that an answer given again is the same word for word."""
    return JsonResponse(
        body,
        headers={"ETag": f'"{body["version"]}"'},
        json_dumps_params={"ensure_ascii": False, "sort_keys": True},
    )


@api.get(
    "/assignments/{slug}/replies",
    response=ONE | {200: list[schemas.Reply]},
    url_name="api-replies",
    summary="读取已转出的答复",
    tags=["read"],
)
def replies(request, slug: Slug):
    """Replies that have been released, oldest round first."""
    needs(request, Scope.READ_DESKS)
    rows = desk_of(request, slug).replies.filter(released_at__isnull=False).order_by("round")
    rows = rows.select_related("result_class").prefetch_related("class_changes__to_class", "answers__request")
    return [shapes.reply(row) for row in rows]


@api.get("/openapi.json", url_name="api-openapi", include_in_schema=False)
def openapi(request):
    """This interface as OpenAPI 3.1."""
    from weijianyi.api.schema import schema  # noqa: PLC0415 -- it reads the finished list of operations

    return JsonResponse(schema(), json_dumps_params={"ensure_ascii": False})


# -- steps of a desk -------------------------------------------------------------------------------
def take(request, slug, step, scope, idempotency_key, facts):
    """One step through the door, once per key. `facts(desk)`: what the step gets; codes are looked up here."""
    needs(request, scope)

    def act():
        desk = desk_of(request, slug)
        check_match(request, desk)
        with answering.told_by_number(desk):
            return shapes.desk(perform(desk, step, actor=request.actor, **facts(desk)))

    return answered(once(request, idempotency_key, act))


def word(desk, dictionary, code, field):
    """An active entry by its code, or 422 beside the field."""
    for entry in rulebook.entries(desk.organisation_id, dictionary):
        if entry.code == code:
            return entry
    raise BadFacts({field: f"没有代码“{code}”，可用的代码见 /states。"})


@api.post(
    "/assignments/{slug}/sign",
    response=WRITE | {200: schemas.Assignment},
    url_name="api-sign",
    summary="签收",
    tags=["write"],
)
def sign(request, slug: Slug, sent: schemas.SignIn, idempotency_key: OnceKey, if_match: IfMatch = None):
    """Sign for the assignment."""
    return take(request, slug, "sign", Scope.WRITE_DESKS, idempotency_key, lambda desk: sent.dict())


@api.post(
    "/assignments/{slug}/contacts",
    response=WRITE | {200: schemas.Assignment},
    url_name="api-contact",
    summary="记录与委员的沟通",
    tags=["write"],
)
def contact(request, slug: Slug, sent: schemas.ContactIn, idempotency_key: OnceKey, if_match: IfMatch = None):
    """Record a word with the member."""

    def facts(desk):
        return sent.dict() | {"form": word(desk, "contact_form", sent.form, "form")}

    return take(request, slug, "record_contact", Scope.WRITE_DESKS, idempotency_key, facts)


@api.post(
    "/assignments/{slug}/return",
    response=WRITE | {200: schemas.Assignment},
    url_name="api-return",
    summary="申请退办",
    tags=["write"],
)
def give_back(
    request, slug: Slug, sent: schemas.ReturnIn, idempotency_key: OnceKey, if_match: IfMatch = None
):
    """Ask to hand the assignment back."""

    def facts(desk):
        reason = word(desk, "handback_reason", sent.reason, "reason")
        return {"note": sent.note, "reason": reason, "proposed_text": sent.proposed_unit}

    return take(request, slug, "ask_return", Scope.WRITE_DESKS, idempotency_key, facts)


@api.post(
    "/assignments/{slug}/reply",
    response=WRITE | {200: schemas.Assignment},
    url_name="api-reply",
    summary="答复送签",
    tags=["write"],
)
def reply(request, slug: Slug, sent: schemas.ReplyIn, idempotency_key: OnceKey, if_match: IfMatch = None):
    """Send the reply of this round for signature."""

    def facts(desk):
        found = {
            "result_class": word(desk, "result_class", sent.result_class, "result_class"),
            "answers": answering.by_request(desk, sent.answers),
        }
        return sent.dict() | found

    return take(request, slug, "send_for_signature", Scope.WRITE_REPLIES, idempotency_key, facts)


@api.post(
    "/assignments/{slug}/reply/sign",
    response=WRITE | {200: schemas.Assignment},
    url_name="api-reply-sign",
    summary="签发答复",
    tags=["write"],
)
def sign_reply(
    request, slug: Slug, sent: schemas.SignReplyIn, idempotency_key: OnceKey, if_match: IfMatch = None
):
    """Sign the reply; it goes to the check or to the member."""

    def facts(desk):
        return {"document_number": sent.document_number} if sent.document_number else {}

    return take(request, slug, "sign_reply", Scope.WRITE_REPLIES, idempotency_key, facts)
