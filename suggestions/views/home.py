"""The member's home: what waits for me, my latest, what to do next."""

from django.shortcuts import render


def member(request):
    return render(request, "home/member.html", {})
