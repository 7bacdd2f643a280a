"""Root URL map."""

from django.urls import include, path

from weijianyi import parking
from weijianyi.views import health, help, home, step, styleguide, work

urlpatterns = [
    path("", home.home, name="home"),
    path("", include("members.urls")),
    path("work/", work.work, name="work"),
    path("", include("suggestions.urls")),
    path("", include("dispatch.urls")),
    path("", include("weijianyi.api.urls")),
    path("", include("dispatch.people_urls")),
    path("", include("weijianyi.notices.urls")),
    path("", include("weijianyi.clock.urls")),
    path("rules/", include("weijianyi.rulebook.urls")),
    path("files/", include("weijianyi.files.urls")),
    path("steps/<str:noun>/<slug:slug>/<str:name>/", step.step, name="step"),
    path("parked/drop/", parking.drop, name="parked-drop"),
    path("help/", help.help_page, name="help"),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
    path("healthz/", health.live, name="health-live"),
    path("healthz/ready/", health.ready, name="health-ready"),
]

handler400 = "weijianyi.views.errors.bad_request"
handler403 = "weijianyi.views.errors.forbidden"
handler404 = "weijianyi.views.errors.not_found"
handler500 = "weijianyi.views.errors.broken"
