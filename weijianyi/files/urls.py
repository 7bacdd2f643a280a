"""Addresses below /files/."""

from django.urls import path

from . import views

urlpatterns = [
    path("upload/<str:label>/<str:key>/", views.upload, name="files-upload"),
    path("signed/<str:token>/", views.signed, name="files-signed"),
    path("<slug:slug>/", views.download, name="files-download"),
    path("<slug:slug>/thumb/", views.thumb, name="files-thumb"),
    path("<slug:slug>/view/", views.view, name="files-view"),
    path("<slug:slug>/remove/", views.remove, name="files-remove"),
]
