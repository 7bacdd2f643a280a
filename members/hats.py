"""HatMiddleware: every request acts under exactly one post (hat), read anew from the database each time."""

from django.conf import settings
from django.contrib.auth import logout
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from members.models import Post
from members.states import SHORT_SESSION
from weijianyi.workflow import Actor

SESSION_KEY = "post"
STARTED_KEY, SEEN_KEY = "started", "seen"


class HatMiddleware:
    """Sets request.posts, request.post and request.actor; a right taken away is gone with the next request."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.posts, request.post = [], None
        if request.user.is_authenticated:
            request.posts = list(request.user.posts.current(timezone.localdate()).with_hat())
            request.post = chosen(request)
            if expired(request):
                logout(request)
                request.posts, request.post = [], None
        request.actor = actor_for(request.user if request.user.is_authenticated else None, request.post)
        if must_change_password(request):
            return redirect("account-password")
        return self.get_response(request)


FIRST = ("account-password", "account-logout", "account-text-size")


def must_change_password(request):
    """Signed in with the password somebody else has seen: nothing else is open before a new one is set."""
    given = request.user.is_authenticated and request.user.one_time_password
    return given and request.path not in map(reverse, FIRST)


def actor_for(user, post):
    """The actor of a person under one post; an operator acts on behalf of the collective."""
    behalf = post.collective.name if post and post.collective_id else ""
    return Actor(user=user, post=post, on_behalf_of=behalf)


def recall(user_pk, post_pk):
    """The actor again, outside a request; None once the account or the post is gone."""
    posts = Post.objects.current(timezone.localdate()).with_hat()
    post = posts.filter(pk=post_pk, user_id=user_pk, user__is_active=True).first()
    return actor_for(post.user, post) if post else None


def chosen(request):
    wanted = request.session.get(SESSION_KEY)
    by_id = {post.pk: post for post in request.posts}
    return by_id.get(wanted) or (request.posts[0] if request.posts else None)


def choose(request, post):
    request.session[SESSION_KEY] = post.pk


def needs_proof(request, wanted):
    """Whether a member's remembered device may not simply put on a hat of the office or a unit."""
    return wanted.role in SHORT_SESSION and (request.post is None or request.post.role not in SHORT_SESSION)


def expired(request):
    """Office and unit sessions end after 30 idle minutes or 12 hours; members' devices are remembered."""
    if request.post is None or request.post.role not in SHORT_SESSION:
        return False
    now = timezone.now().timestamp()
    started = request.session.setdefault(STARTED_KEY, now)
    seen = request.session.get(SEEN_KEY, now)
    if now - seen > settings.STAFF_IDLE_SECONDS or now - started > settings.STAFF_SESSION_SECONDS:
        return True
    if now - seen > 60 or SEEN_KEY not in request.session:  # one write a minute, not one a request
        request.session[SEEN_KEY] = now
    return False
