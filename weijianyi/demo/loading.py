"""Loads the demo: people, departments, then every item, numbered in the order it was submitted."""

from collections import Counter

from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from members.models import User
from suggestions.models import Item
from weijianyi.demo import story
from weijianyi.demo.days import Days
from weijianyi.demo.departments import Departments
from weijianyi.demo.journey import City
from weijianyi.demo.people import People


def load(now=None):
    """Everything in one transaction; says in words what was loaded."""
    with transaction.atomic():
        people = People()
        people.load()
        departments = Departments(people)
        departments.load()
        city = City(people, departments, Days(people.home, now or timezone.now()))
        story.tell(city)
    return summary()


def clear():
    """Empties the database; the rules of procedure come back with the flush."""
    call_command("flush", interactive=False, verbosity=0)


def summary():
    kinds = Counter(item.get_kind_display() for item in Item.objects.all())
    return "、".join(f"{label} {number} 件" for label, number in kinds.most_common())


def name_of(username):
    return User.objects.get(username=username).name
