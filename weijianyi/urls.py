"""Root URL map."""

from django.urls import path

from weijianyi.views import health

urlpatterns = [
    path("healthz/", health.live, name="health-live"),
    path("healthz/ready/", health.ready, name="health-ready"),
]
