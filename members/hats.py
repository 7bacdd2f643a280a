"""HatMiddleware: every request acts under exactly one post (hat), read anew from the database each time."""

from django.conf import settings
from django.contrib.auth import logout
from django.utils import timezone

from members.models import Post, User
from members.states import FORMER, FORMER_LABEL, SHORT_SESSION
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
            request.posts = held_posts(request.user)
            request.post = chosen(request)
            if expired(request):
                logout(request)
                request.posts, request.post = [], None
        request.hat_needs_proof = lambda post: needs_proof(request, post)
        request.actor = actor_for(request.user if request.user.is_authenticated else None, request.post)
        return self.get_response(request)


def held_posts(user):
    """The own posts first, then those the person stands in for, last what is left of a seat that has ended."""
    posts = worn(user)
    return sorted(posts, key=lambda post: (post.role == FORMER, post.user_id != user.pk, post.pk))


def worn(user):
    """Posts of today; an ended seat as the hat of whoever left it, in memory only: the row stays a member's post."""
    today = timezone.localdate()
    posts = list(Post.objects.worn_by(user, today).with_hat())
    for post in posts:
        if post.valid_to and post.valid_to < today:
            post.role, post.title = FORMER, FORMER_LABEL
    return posts


def actor_for(user, post):
    """The actor of a person under one post; an operator acts for the collective, a stand-in for the colleague."""
    behalf = post.collective.name if post and post.collective_id else ""
    if post and user and post.user_id != user.pk:
        behalf = f"{post.user.name}（代理）"
    return Actor(user=user, post=post, on_behalf_of=behalf)


def recall(user_pk, post_pk):
    """The actor again, outside a request; None once the account or the post is gone."""
    user = User.objects.filter(pk=user_pk, is_active=True).first()
    if user is None:
        return None
    post = next((post for post in worn(user) if post.pk == post_pk), None)
    return actor_for(user, post) if post else None


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
