"""One flow for every bulk act: ticked rows or all the filters find, a page that asks, one report of every row."""

from django.contrib import messages
from django.http import Http404, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from dispatch import bulk as acts
from weijianyi import bulk
from weijianyi.taking import blame, check_hat, key_of
from weijianyi.workflow import BadFacts, Forbidden

BACK = {
    "ledger": "ledger", "handouts": "handout-list", "late": "supervision-list", "requests": "decision-list",
    "accepted": "decision-list", "review": "review-desk",
}  # fmt: skip
EXPORTS = ("ledger", "handouts")


def act(request, source):
    """GET: how many, why not the others; POST: each row by its own event, refusals one by one."""
    data = request.POST if request.method == "POST" else request.GET
    if data.get("act") == "export" and source in EXPORTS:
        return redirect(export_of(source, data))
    name = data.get("act") or acts.OFFERED.get(source, ("",))[0]
    if name not in acts.OFFERED.get(source, ()):
        raise Http404
    chosen = acts.ACTS[name]
    if not acts.reads(request.actor, source) or not chosen.who(request.actor):
        raise Forbidden(f"您现在的岗位不能成批“{chosen.label}”。")
    query, back = data.get("query", ""), reverse(BACK[source])
    found = acts.chosen(source, request.actor, data)
    rows, lacking, beyond = acts.subjects(found, name, request.actor)
    form = chosen.form(request.POST if request.method == "POST" else None, actor=request.actor)
    context = {"act": chosen, "name": name, "form": form, "key": key_of(request), "query": query,
               "back": f"{back}?{query}" if query else back, "shown": bulk.MOST}  # fmt: skip
    if request.method == "POST" and form.is_valid():
        done = taken(request, rows, chosen, form)
        if done:
            done.refused += lacking
            if done.repeated:
                messages.info(request, "这一批刚才已经办过，没有重复办理。")
                return redirect(context["back"])
            return render(request, "bulk/done.html", context | {"done": done})
    made = bulk.batch(rows, chosen, request.actor)
    made.refused, made.beyond = made.refused + lacking, beyond
    context |= {"made": made, "of": "desk" if name in acts.DESKS else "item"}
    return render(request, "bulk/preview.html", context, status=422 if form.is_bound else 200)


def export_of(source, data):
    """The ticked rows, or all the filters find, as a workbook."""
    query = QueryDict(data.get("query", ""), mutable=True)
    if not data.get("all"):
        query.setlist("item", data.getlist("item"))
    return f"{reverse('export-start', args=[source])}?{query.urlencode()}"


def taken(request, rows, chosen, form):
    check_hat(request)
    key = request.POST.get("key") or None
    try:
        return bulk.take(rows, chosen, actor=request.actor, key=key, **form.facts())
    except BadFacts as refusal:
        blame(form, refusal)
        return None
