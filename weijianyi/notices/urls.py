"""Inbox URLs."""

urlpatterns = []
