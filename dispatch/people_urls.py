"""Addresses of people, units and accounts; one block per view module, in the order of its file."""

from django.urls import path

from dispatch.views import accounts, log, roster, system

urlpatterns = [
    path("people/accounts/", accounts.account_list, name="account-list"),
    path("people/accounts/new/", accounts.account_new, name="account-new"),
    path("people/accounts/<int:pk>/", accounts.account_person, name="account-person"),
    path("people/accounts/<int:pk>/posts/new/", accounts.account_post_new, name="account-post-new"),
    path("people/accounts/posts/<int:pk>/end/", accounts.account_post_end, name="account-post-end"),
    path("people/accounts/<int:pk>/<slug:name>/", accounts.account_act, name="account-act"),
    path("people/rosters/", roster.roster_list, name="roster-list"),
    path("people/rosters/<int:pk>/", roster.roster, name="roster"),
    path("people/rosters/<int:pk>/problems/", roster.roster_problems, name="roster-problems"),
    path("people/rosters/<int:pk>/confirm/", roster.roster_confirm, name="roster-confirm"),
    path("people/rosters/<int:pk>/discard/", roster.roster_discard, name="roster-discard"),
    path("people/rosters/<int:pk>/sheet/", roster.roster_sheet, name="roster-sheet"),
    path("people/rosters/<slug:kind>/", roster.roster_new, name="roster-new"),
    path("people/rosters/<slug:kind>/template/", roster.roster_template, name="roster-template"),
    path("people/rosters/<slug:kind>/export/", roster.roster_export, name="roster-export"),
    path("log/", log.log_page, name="log"),
    path("log/export/", log.log_export, name="log-export"),
    path("log/sign-ins/", log.sign_in_page, name="log-sign-ins"),
    path("system/organisations/", system.organisation_list, name="organisation-list"),
    path("system/organisations/new/", system.organisation_new, name="organisation-new"),
    path("system/health/", system.health, name="system-health"),
    path("system/retry/", system.retry, name="system-retry"),
]
