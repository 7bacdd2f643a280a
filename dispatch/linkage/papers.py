"""Who may open the files of what arrived: the office and the leaders of its receiver, while it waits."""

from dispatch.models import Arrival
from weijianyi.files import access


def register():
    access.register(
        Arrival, visible=Arrival.objects.visible_to, may_read=lambda actor, arrival: True,
        may_attach=lambda actor, arrival: False,
    )  # fmt: skip
