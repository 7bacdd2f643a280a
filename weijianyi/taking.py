"""What every form of a step carries through a page: version seen, one-time key, hat; and its way through the door."""

import uuid
from hashlib import sha256

from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.module_loading import import_string

from weijianyi.stepforms import StepForm
from weijianyi.workflow import Forbidden, NotNow, offers, perform

MOST_WORDS = 40


def bound(request, subject, offered):
    """The form of a step, bound when something was posted."""
    form_class = import_string(offered.form) if offered.form else StepForm
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = form_class(*data, subject=subject, actor=request.actor)
    if form.finds:
        form.find(request.GET.get("q", "").strip()[:MOST_WORDS])
    return form


def take(request, subject, offered, form, **more):
    """perform() with what every form carries: version seen, one-time key, the hat it was opened under."""
    check_hat(request)
    return perform(
        subject, offered.name, actor=request.actor, version=request.POST.get("version"),
        key=request.POST.get("key") or None, **more, **form.facts(),
    )  # fmt: skip


def check_hat(request):
    """A form opened under one hat is not sent under another."""
    opened = request.POST.get("post")
    if opened and str(request.post.pk) != opened:
        raise Forbidden("打开这一页之后您换了岗位，请换回原来的岗位，或刷新后再办。")


def fingerprint(row):
    """How a plain record looks; its page carries it, so that nobody writes over what somebody else has changed."""
    if row is None or row.pk is None:
        return ""
    values = "\x1f".join(str(field.value_to_string(row)) for field in row._meta.concrete_fields)
    return sha256(values.encode()).hexdigest()[:16]


def check_fresh(request, row):
    """Before anything is put on the row: 409 where it is not the one whose page was opened."""
    seen = request.POST.get("version")
    if seen and seen != fingerprint(row):
        raise NotNow("这条记录刚刚有人改过，请先看最新的内容。", row)


def blame(form, refusal):
    """Put the door's 422 beside the fields it names."""
    errors = refusal.error_dict if hasattr(refusal, "error_dict") else {None: refusal.error_list}
    for name, sentences in errors.items():
        known = name if name in form.fields else None
        for sentence in sentences:
            form.add_error(known, sentence.message)


def key_of(request):
    return request.POST.get("key") or uuid.uuid4().hex


def back_to(request, subject):
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}):
        return wanted
    return subject.get_absolute_url()


def buttons(subject, actor, noun):
    """What ui/steps.html shows: this actor's steps on this subject, with the reason where one is not possible now."""
    return [
        {
            "name": offered.name,
            "label": offered.label,
            "url": f"/steps/{noun}/{subject.slug}/{offered.name}/",
            "tone": offered.tone,
            "icon": offered.icon,
            "why": why,
            "help": offered.help,
        }
        for offered, why in offers(subject, actor)
    ]
