"""The leader's overview, first form."""

from django.shortcuts import render


def overview(request):
    return render(request, "dispatch/overview.html", {})
