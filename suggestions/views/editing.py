"""/items/<slug>/edit/: the form of a suggestion or report, the task list of a proposal."""

from suggestions.models import Item
from suggestions.states import Kind
from suggestions.views import compose, writing
from weijianyi.parking import keeps_text


@keeps_text
def edit(request, slug):
    kind = Item.objects.visible_to(request.actor).filter(slug=slug).values_list("kind", flat=True).first()
    return (writing.edit if kind == Kind.PROPOSAL else compose.edit)(request, slug)
