"""Item URLs; one block per view module, in the order of its file."""

from django.urls import path

from suggestions.views import (
    compose,
    cosigning,
    draft,
    editing,
    home,
    importing,
    mine,
    pending,
    proposal,
    review,
    search,
    sending,
    sitting,
    start,
    undo,
)

urlpatterns = [
    # home.py is reached through the root's home view
    path("me/", home.member, name="member-home"),
    path("items/", mine.mine_list, name="item-list"),
    path("items/new/", start.start, name="item-start"),
    path("items/new/proposal/", proposal.new, name="proposal-new"),
    path("items/new/<slug:kind>/", compose.new, name="item-new"),
    path("items/<slug:slug>/edit/", editing.edit, name="item-edit"),
    path("items/<slug:slug>/section/<slug:name>/", proposal.section, name="proposal-section"),
    path("items/<slug:slug>/import/", importing.document, name="proposal-import"),
    path("items/<slug:slug>/invite/", cosigning.invite, name="proposal-invite"),
    path("cosign/", cosigning.waiting, name="cosign-list"),
    path("cosign/<slug:slug>/", cosigning.answer, name="cosign-item"),
    path("items/new/<slug:kind>/autosave/", draft.autosave_new, name="item-autosave-new"),
    path("items/new/<slug:kind>/files/", draft.first_files, name="item-files-new"),
    path("items/new/<slug:kind>/similar/", draft.look_alikes, name="item-similar"),
    path("items/authors/", draft.authors, name="item-authors"),
    path("items/<slug:slug>/autosave/", draft.autosave, name="item-autosave"),
    path("items/<slug:slug>/discard/", draft.discard, name="item-discard"),
    path("items/<slug:slug>/check/", sending.check, name="item-check"),
    path("items/<slug:slug>/sent/", sending.sent, name="item-sent"),
    path("items/<slug:slug>/review-day.ics", sending.calendar, name="item-calendar"),
    path("search/", search.search, name="search"),
    # the review desk; its page with departments is dispatch/views/review_dispatch.py
    path("review/pending/", pending.pending_list, name="review-pending"),
    path("review/pending/<int:pk>/", pending.pending_decide, name="review-pending-decide"),
    path("review/undo/<uuid:act>/", undo.undo_act, name="review-undo"),
    path("review/sitting/", sitting.current, name="review-sitting"),
    path("review/sittings/", sitting.past, name="review-sittings"),
    path("review/sitting/<str:day>/", sitting.protocol, name="review-protocol"),
    path("review/<slug:slug>/similar/", review.look_alikes, name="review-similar"),
]
