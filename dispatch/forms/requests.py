"""The author, and later the office, divides an item's advice into numbered requests."""

import re

from django.core.exceptions import ValidationError
from django.forms import CharField

from dispatch.desks import requests_of
from weijianyi.forms import Text
from weijianyi.stepforms import StepForm

MOST = 20


class DivideForm(StepForm):
    texts = CharField(
        label="建议条目",
        widget=Text(rows=10, limit=5000),
        max_length=5000,
        required=False,
        help_text="一段一条，各条之间空一行，不用写序号。原文不变；留空的，按原文自己的序号分。",
    )

    def prepare(self):
        standing = [r.text for r in self.subject.requests.all()] or requests_of.split(self.subject.advice)
        self.fields["texts"].initial = "\n\n".join(standing)

    def clean_texts(self):
        found = [
            part.strip() for part in re.split(r"\n\s*\n", self.cleaned_data["texts"].replace("\r\n", "\n"))
        ]
        found = [part for part in found if part]
        if len(found) > MOST:
            raise ValidationError(f"最多分 {MOST} 条，现在是 {len(found)} 条。")
        return found

    def facts(self):
        texts = self.cleaned_data["texts"]
        return {"texts": texts, "note": f"共 {len(texts)} 条" if texts else "按原文自己的序号"}
