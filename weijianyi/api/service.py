"""The NinjaAPI itself: who calls, how often, and every refusal as problem+json."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.utils import timezone
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError
from ninja.security import HttpBearer
from ninja.throttling import AuthRateThrottle

from weijianyi.api import keys
from weijianyi.workflow import BadFacts, NotNow, NotVisible


class Key(HttpBearer):
    """Authorization: Bearer wjy_…"""

    def authenticate(self, request, token):
        key = keys.recognised(token)
        if key is None:
            return None
        keys.used(key, timezone.now())
        request.actor = keys.actor_of(key, key.post)
        return key


class PerKey(AuthRateThrottle):
    def get_cache_key(self, request):
        return f"api-rate:{request.auth.pk}"


api = NinjaAPI(
    title="微建议接口", version="1.0.0", docs_url=None, openapi_url=None, auth=Key(),
    throttle=[PerKey(settings.API_RATE)], urls_namespace="api-v1",
    description="Machines read items and assignments and take the steps of a department's desk.",
)  # fmt: skip


class Refusal(Exception):
    """A refusal of the interface itself."""

    def __init__(self, status, title):
        super().__init__(title)
        self.status, self.title = status, title


def problem(status, title, errors=None, headers=None):
    said = {"type": "about:blank", "title": title, "status": status, "errors": errors or {}}
    return JsonResponse(
        said, status=status, content_type="application/problem+json", headers=headers,
        json_dumps_params={"ensure_ascii": False},
    )  # fmt: skip


@api.exception_handler(Refusal)
def on_refusal(request, refusal):
    return problem(refusal.status, refusal.title)


@api.exception_handler(AuthenticationError)
def on_stranger(request, error):
    return problem(401, "没有有效的接口密钥。", headers={"WWW-Authenticate": "Bearer"})


@api.exception_handler(Throttled)
def on_haste(request, error):
    return problem(429, "请求太频繁，请稍后再试。", headers={"Retry-After": str(int(error.wait or 1) + 1)})


@api.exception_handler(NotVisible)
@api.exception_handler(Http404)
def on_nothing(request, error):
    return problem(404, "没有找到，或这个密钥无权查看。")


@api.exception_handler(PermissionDenied)
def on_forbidden(request, error):
    return problem(403, str(error) or "这个密钥没有这项权限。")


@api.exception_handler(NotNow)
def on_not_now(request, error):
    return problem(409, error.sentence)


@api.exception_handler(BadFacts)
def on_bad_facts(request, error):
    if hasattr(error, "error_dict"):
        errors = {n: [s for e in es for s in e.messages] for n, es in error.error_dict.items()}
    else:
        errors = {"__all__": list(error.messages)}
    return problem(422, "内容还不完整，或不符合要求。", errors)


@api.exception_handler(ValidationError)
def on_malformed(request, error):
    errors = {}
    for one in error.errors:
        place = ".".join(str(part) for part in one["loc"][1:] if part not in ("sent", "body"))
        errors.setdefault(place or "__all__", []).append(one["msg"])
    return problem(422, "格式不符合接口说明。", errors)


@api.exception_handler(HttpError)
def on_http_error(request, error):
    return problem(error.status_code, "请求读不懂。" if error.status_code == 400 else str(error))
