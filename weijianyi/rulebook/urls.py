"""Addresses of the rule pages; included at rules/."""

from django.urls import path

from weijianyi.rulebook import views

urlpatterns = [
    path("settings/", views.settings_list, name="rules-settings"),
    path("settings/<str:key>/", views.setting_change, name="rules-setting"),
    path("words/", views.words, name="rules-words"),
    path("words/<slug:dictionary>/", views.dictionary, name="rules-dictionary"),
    path("words/<slug:dictionary>/add/", views.word_add, name="rules-word-add"),
    path("words/<slug:dictionary>/<slug:code>/", views.word_change, name="rules-word"),
]
