"""Two places without a line, in one database: while one of them works, the codes of the other are masked."""

import uuid

from dispatch.linkage import keys
from dispatch.models import LinkMessage
from members.models import Organisation
from members.states import Role
from suggestions.codes import case_code
from suggestions.models import Case, ItemLink
from tests.weijianyi.files.making import pdf
from weijianyi.files import keeping


class Places:
    """`there`: the province of its own system; `here`: the city of the usual world."""

    def __init__(self, world):
        self.world, self.masked = world, {}
        self.here = {"p": world.province, "c": world.city}
        self.there = {
            "p": Organisation.objects.create(
                code="p-away", name="江南省政协", short_name="江南省政协", level="province"
            )
        }
        self.there["c"] = Organisation.objects.create(
            code="c-away",
            name="政协云江市委员会",
            short_name="云江政协",
            level="city",
            parent=self.there["p"],
        )
        world.person("pmember", Role.MEMBER, organisation=self.there["p"])
        world.person("pstaff", Role.REVIEWER, organisation=self.there["p"])
        user = world["admin"].user
        far, near = keys.make(self.there["p"]), keys.make(self.here["c"])
        keys.register(self.there["p"], self.there["c"], near.public, user)
        keys.register(self.here["c"], self.here["p"], far.public, user)
        self.at = "here"

    def go(self, place):
        """Work goes on at that place."""
        if place == self.at:
            return self
        away, home = (self.here, self.there) if place == "there" else (self.there, self.here)
        for code, organisation in away.items():
            Organisation.objects.filter(pk=organisation.pk).update(code=f"{code}-{self.at}")
        for code, organisation in home.items():
            Organisation.objects.filter(pk=organisation.pk).update(code=code)
        for organisation in (*away.values(), *home.values()):
            organisation.refresh_from_db()
        self.mask(away)
        self.unmask(home)
        self.at = place
        return self

    def mask(self, away):
        links = ItemLink.objects.filter(from_item__organisation__in=away.values(), code__isnull=False)
        for message in LinkMessage.objects.filter(link__in=links):
            self.hide(message, "uid", uuid.uuid4())
        for case in Case.objects.filter(items__links_out__in=links).distinct():
            self.hide(case, "code", case_code())
        for link in links:
            self.hide(link, "code", f"-{uuid.uuid4().hex[:10]}")

    def hide(self, row, name, value):
        self.masked.setdefault((type(row), row.pk, name), getattr(row, name))
        type(row).objects.filter(pk=row.pk).update(**{name: value})

    def unmask(self, home):
        links = ItemLink.objects.filter(from_item__organisation__in=home.values(), code__isnull=False)
        mine = {(ItemLink, pk) for pk in links.values_list("pk", flat=True)}
        mine |= {
            (LinkMessage, pk)
            for pk in LinkMessage.objects.filter(link__in=links).values_list("pk", flat=True)
        }
        mine |= {
            (Case, pk) for pk in Case.objects.filter(items__links_out__in=links).values_list("pk", flat=True)
        }
        for (model, pk, name), value in list(self.masked.items()):
            if (model, pk) in mine:
                model.objects.filter(pk=pk).update(**{name: value})
                del self.masked[model, pk, name]


def attached(owner, actor):
    """A document kept with its owner."""
    return keeping.attach(owner, pdf(), kind="document", actor=actor)
