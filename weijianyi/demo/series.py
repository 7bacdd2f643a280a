"""The series the demo's home organisation issues."""

from suggestions.models import BriefSeries
from suggestions.states import Secrecy

SERIES = (
    ("sqmy", "社情民意", Secrecy.INTERNAL, "市委办公室\n市政府办公室", "省政协研究室"),
    ("xxzb", "信息专报", Secrecy.SENSITIVE, "市委主要领导", ""),
    ("mqzb", "民情专报", Secrecy.INTERNAL, "市政府分管领导", "有关承办单位"),
)


def load(organisation):
    BriefSeries.objects.bulk_create(
        BriefSeries(
            organisation=organisation, code=code, name=name, red_head=name, default_secrecy=secrecy,
            main_recipients=mains, copy_recipients=copies,
        )
        for code, name, secrecy, mains, copies in SERIES
    )  # fmt: skip
