"""Studio and duty URLs; one block per view module, in the order of its file."""

from django.urls import path

from members.views import duty, my_duty, studio, studio_code, studio_edit, studio_month, studio_sheet

urlpatterns = [
    path("studios/", studio.studio_list, name="studio-list"),
    path("studios/new/", studio_edit.studio_new, name="studio-new"),
    path("studios/posters/", studio_code.posters, name="studio-posters"),
    path("studios/sheets/", studio_sheet.sheets, name="studio-sheets"),
    path("studios/sheets/export/", studio_sheet.export, name="studio-sheets-export"),
    path("studios/<slug:slug>/", studio.studio_detail, name="studio-detail"),
    path("studios/<slug:slug>/edit/", studio_edit.studio_edit, name="studio-edit"),
    path("studios/<slug:slug>/close/", studio_edit.studio_close, name="studio-close"),
    path("studios/<slug:slug>/members/new/", studio_edit.seat_new, name="studio-seat-new"),
    path("studios/<slug:slug>/members/<int:pk>/", studio_edit.seat_edit, name="studio-seat"),
    path("studios/<slug:slug>/rules/new/", studio_edit.rule_new, name="duty-rule-new"),
    path("studios/<slug:slug>/rules/<int:pk>/", studio_edit.rule_edit, name="duty-rule"),
    path("studios/<slug:slug>/duty/", studio_month.month, name="duty-month"),
    path("studios/<slug:slug>/duty/plan/", studio_month.plan, name="duty-plan"),
    path("studios/<slug:slug>/duty/new/", studio_month.duty_new, name="duty-new"),
    path("studios/<slug:slug>/code/", studio_code.code, name="studio-code"),
    path("studios/<slug:slug>/code/picture/", studio_code.picture, name="studio-code-picture"),
    path("studios/<slug:slug>/poster/", studio_code.poster, name="studio-poster"),
    path("studios/<slug:slug>/poster/file/", studio_code.poster_file, name="studio-poster-file"),
    path("studios/<slug:slug>/sheet/", studio_sheet.sheet, name="studio-sheet"),
    path("studios/<slug:slug>/feed/", my_duty.studio_feed, name="studio-feed"),
    path("duty/", my_duty.mine, name="duty-mine"),
    path("duty/feed/", my_duty.own_feed, name="duty-feed"),
    path("duty/calendar/<slug:secret>.ics", my_duty.calendar, name="duty-calendar"),
    path("duty/<slug:slug>/", duty.detail, name="duty-detail"),
    path("duty/<slug:slug>/swap/", duty.swap, name="duty-swap"),
]
