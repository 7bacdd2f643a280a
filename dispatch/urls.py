"""Desk URLs; one block per view module, in the order of its file."""

from django.urls import path

from dispatch.views import overview

urlpatterns = [
    path("overview/", overview.overview, name="overview"),
]
