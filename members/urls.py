"""People URLs; one block per view module, in the order of its file."""

from django.urls import path

from members.views import account, sessions

urlpatterns = [
    path("login/", account.SignIn.as_view(), name="account-login"),
    path("me/password/", account.ChangePassword.as_view(), name="account-password"),
    path("logout/", account.sign_out, name="account-logout"),
    path("welcome/", account.welcome, name="account-welcome"),
    path("me/settings/", account.settings, name="account-settings"),
    path("me/settings/shortcuts/", account.shortcuts, name="account-shortcuts"),
    path("me/settings/sms/", account.sms, name="account-sms"),
    path("hat/", account.switch_hat, name="hat-switch"),
    path("rules/sessions/", sessions.session_list, name="session-list"),
    path("rules/sessions/new/", sessions.session_new, name="session-new"),
    path("rules/sessions/<int:pk>/", sessions.session_edit, name="session-edit"),
    path("text-size/", account.text_size, name="account-text-size"),
]
