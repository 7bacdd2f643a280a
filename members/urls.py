"""People URLs; one block per view module, in the order of its file."""

from django.urls import path

from members.views import account

urlpatterns = [
    path("login/", account.SignIn.as_view(), name="account-login"),
    path("logout/", account.sign_out, name="account-logout"),
    path("hat/", account.switch_hat, name="hat-switch"),
    path("text-size/", account.text_size, name="account-text-size"),
]
