"""People URLs; one block per view module, in the order of its file."""

from django.urls import include, path

from members.views import account, password, security, sessions, stand_in

urlpatterns = [
    path("login/", account.SignIn.as_view(), name="account-login"),
    path("me/password/", password.change, name="account-password"),
    path("password/forgotten/", password.forgotten, name="account-forgotten"),
    path("password/reset/", password.reset, name="account-reset"),
    path("me/second/", security.second, name="second-factor"),
    path("me/second/new/", security.second_new, name="second-factor-new"),
    path("me/second/off/", security.second_off, name="second-factor-off"),
    path("me/devices/", security.device_list, name="device-list"),
    path("me/devices/end/", security.device_end, name="device-end"),
    path("login/outside/", security.outside_start, name="outside-start"),
    path("login/outside/back/", security.outside_back, name="outside-back"),
    path("me/identities/unlink/", security.outside_unlink, name="outside-unlink"),
    path("me/stand-ins/", stand_in.stand_in_list, name="stand-in-list"),
    path("me/stand-ins/new/<int:pk>/", stand_in.stand_in_new, name="stand-in-new"),
    path("me/stand-ins/<int:pk>/end/", stand_in.stand_in_end, name="stand-in-end"),
    path("logout/", account.sign_out, name="account-logout"),
    path("welcome/", account.welcome, name="account-welcome"),
    path("me/settings/", account.settings, name="account-settings"),
    path("me/settings/shortcuts/", account.shortcuts, name="account-shortcuts"),
    path("me/settings/sms/", account.sms, name="account-sms"),
    path("hat/", account.switch_hat, name="hat-switch"),
    path("rules/sessions/", sessions.session_list, name="session-list"),
    path("rules/sessions/new/", sessions.session_new, name="session-new"),
    path("rules/sessions/<int:pk>/", sessions.session_edit, name="session-edit"),
    path("", include("members.studio_urls")),
    path("text-size/", account.text_size, name="account-text-size"),
]
