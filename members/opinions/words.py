"""What pages say about an opinion beside its own fields: warnings about its text, what was made of it."""

import re

from django.db.models import Exists, OuterRef

WARNINGS = (
    (re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)"), "文字里有手机号，转给部门前请删去。"),
    (re.compile(r"(?<!\d)\d{17}[\dXx](?!\w)"), "文字里有身份证号，请提醒群众不要填写，转出前删去。"),
    (re.compile(r"(?<!\d)\d{16,19}(?!\d)"), "文字里有像银行卡号的数字，转出前请删去。"),
    (re.compile(r"病历|确诊|艾滋|抑郁|怀孕|残疾证"), "文字里有健康信息，转出前请看是否必要。"),
    (re.compile(r"绝密|机密|秘密级|涉密"), "文字里提到涉密内容，请不要在这里办理，按保密规定处理。"),
)
NUMBERS = re.compile(r"(?<!\d)(1[3-9]\d{9}|\d{17}[\dXx]|\d{16,19})(?!\w)")


def warnings(text):
    """Sentences about what should not be passed on."""
    return [sentence for pattern, sentence in WARNINGS if pattern.search(text)]


def without_numbers(text):
    """The words as they may be passed on: numbers that name somebody are blotted out."""
    return NUMBERS.sub("（号码已略去）", text)


def quoted(visit, text):
    """Whether these words repeat what the visit saw."""
    return bool(visit.note) and without_numbers(visit.note) in text


def made_of(opinion, actor):
    """[(label, url or "", state)] of the items made of it; reverse key of suggestions, read without an import."""
    every = opinion.made.model._meta.get_field("item").related_model._default_manager.visible_to(actor)
    links = opinion.made.exclude(item=None).select_related("item__organisation")
    links = links.annotate(opens=Exists(every.filter(pk=OuterRef("item"))))
    return [
        (str(link.item), link.item.get_absolute_url() if link.opens else "", link.item.get_state_display())
        for link in links
    ]
