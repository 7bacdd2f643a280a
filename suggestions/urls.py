"""Item URLs; one block per view module, in the order of its file."""

from django.urls import path

from suggestions.views import home

urlpatterns = [
    # home.py is reached through the root's home view
    path("me/", home.member, name="member-home"),
]
