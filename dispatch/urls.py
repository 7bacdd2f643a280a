"""Desk URLs; one block per view module, in the order of its file."""

from django.urls import path

from dispatch.views import (
    checks,
    decisions,
    desk,
    handouts,
    item,
    overview,
    rating,
    reply,
    review_dispatch,
    week,
)

urlpatterns = [
    path("items/<slug:slug>/", item.detail, name="item-detail"),
    path("items/<slug:slug>/print/", item.printed, name="item-print"),
    path("overview/", overview.overview, name="overview"),
    path("review/", review_dispatch.desk, name="review-desk"),
    path("review/week/", week.review_week, name="review-week"),
    path("review/<slug:slug>/", review_dispatch.item, name="review-item"),
    path("review/<slug:slug>/<slug:name>/", review_dispatch.step, name="review-step"),
    path("handouts/", handouts.handout_list, name="handout-list"),
    path("handouts/urge/", handouts.urge, name="handout-urge"),
    path("handouts/requests/", decisions.decision_list, name="decision-list"),
    path("checks/", checks.check_list, name="check-list"),
    path("checks/<slug:slug>/", checks.check_item, name="check-item"),
    path("checks/<slug:slug>/back/", checks.check_item, {"name": "fail_check"}, name="check-fail"),
    path("desks/", desk.desk_list, name="desk-list"),
    path("desks/answered/", desk.answered, name="desk-answered"),
    path("desks/<slug:slug>/rate/", rating.rate, name="desk-rate"),
    path("desks/<slug:slug>/rate/back/", rating.take_back, name="desk-rate-back"),
    path("desks/<slug:slug>/rate/paper/", rating.paper, name="desk-rate-paper"),
    path("desks/<slug:slug>/", desk.detail, name="desk-detail"),
    path("desks/<slug:slug>/act/<slug:name>/", reply.act, name="desk-act"),
    path("desks/<slug:slug>/reply/save/", reply.save, name="desk-reply-save"),
]
