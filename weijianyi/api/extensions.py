"""The operations about extensions: what a department asked for and what was decided; asking for one."""

from dispatch import rules
from members.states import Scope
from weijianyi.api import schemas, shapes
from weijianyi.api.operations import ONE, WRITE, IfMatch, OnceKey, Slug, desk_of, needs, take
from weijianyi.api.service import Refusal, api


@api.get(
    "/assignments/{slug}/extensions",
    response=ONE | {200: list[schemas.Extension]},
    url_name="api-extensions",
    summary="读取延期申请和决定",
    tags=["read"],
)
def extensions(request, slug: Slug):
    """For the department's own system only, oldest first."""
    needs(request, Scope.READ_DESKS)
    desk = desk_of(request, slug)
    if not rules.system_of(request.actor, desk, Scope.READ_DESKS):
        raise Refusal(403, "延期申请只给承办单位自己的系统读取。")
    return [shapes.extension(row) for row in desk.extensions.all()]


@api.post(
    "/assignments/{slug}/extension",
    response=WRITE | {200: schemas.Assignment},
    url_name="api-extension",
    summary="申请延期",
    tags=["write"],
)
def ask(request, slug: Slug, sent: schemas.ExtensionIn, idempotency_key: OnceKey, if_match: IfMatch = None):
    """Ask for a later day: once a round, before the due day; the office decides."""
    return take(request, slug, "ask_extension", Scope.WRITE_DESKS, idempotency_key, lambda desk: sent.dict())
