"""Addresses: the interface itself (a key instead of a session) and the pages of 接口管理."""

from django.urls import include, path

from weijianyi.api.listed import api
from weijianyi.api.views import keys, webhooks

# Machines come with a key, never with a session: the login middleware leaves these addresses to the interface.
operations = [one for one in api.urls[0] if one.name != "api-root"]
for one in operations:
    one.callback.login_required = False

urlpatterns = [
    path("api/v1/", include(operations)),
    path("interfaces/", keys.key_list, name="interface-keys"),
    path("interfaces/new/", keys.key_new, name="interface-key-new"),
    path("interfaces/<int:pk>/revoke/", keys.key_revoke, name="interface-key-revoke"),
    path("interfaces/docs/", keys.docs, name="interface-docs"),
    path("interfaces/webhooks/", webhooks.subscription_list, name="interface-webhooks"),
    path("interfaces/webhooks/new/", webhooks.subscription_new, name="interface-webhook-new"),
    path("interfaces/webhooks/<int:pk>/", webhooks.subscription_page, name="interface-webhook"),
    path(
        "interfaces/webhooks/<int:pk>/switch/", webhooks.subscription_switch, name="interface-webhook-switch"
    ),
    path("interfaces/webhooks/log/<int:pk>/again/", webhooks.redeliver, name="interface-webhook-again"),
]
