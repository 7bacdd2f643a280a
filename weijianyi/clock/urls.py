"""Addresses of the clock; included at the root."""

from django.urls import path

from weijianyi.clock import views

urlpatterns = [
    path("rules/", views.limits_list, name="rules-limits"),
    path("rules/limits/<int:pk>/", views.limit_change, name="rules-limit"),
    path("rules/calendar/<int:year>/", views.calendar_year, name="rules-calendar"),
    path("rules/calendar/<int:year>/days/", views.calendar_day, name="rules-calendar-day"),
    path("rules/calendar/<int:year>/review-days/", views.review_day, name="rules-calendar-review"),
    path("rules/calendar/<int:year>/import/", views.calendar_import, name="rules-calendar-import"),
    path("clock/<slug:slug>/", views.why, name="clock-why"),
]
