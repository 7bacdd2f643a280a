"""委员履职证明 in 信函格式, one page: what was done, points by group, signature and date."""

from dispatch.letters.word import pieces
from dispatch.letters.word.pieces import body, when


def build():
    document = pieces.letter("{{ office }}")
    pieces.title(document, "委员履职证明")
    body(
        document,
        "{{ member }}{% if sector %}（{{ sector }}）{% endif %}{% if employer %}，{{ employer }}{% endif %}，"
        "系{{ office }}委员。{{ from }}至{{ until }}履职情况如下：",
    )
    body(
        document,
        "{% for row in done %}{{ row.label }} {{ row.number }} {{ row.unit }}"
        "{% if not loop.last %}，{% endif %}{% endfor %}。",
        second="一、履职事项。",
    )
    when(document, "total", lambda: body(
        document,
        "{% for row in groups %}{{ row.label }} {{ row.points }} 分（{{ row.number }} 次）"
        "{% if not loop.last %}，{% endif %}{% endfor %}；{{ year }} 年度合计 {{ total }} 分"
        "{% if grade %}，等次为{{ grade }}{% endif %}。",
        second="二、履职计分。",
    ))  # fmt: skip
    body(document, "特此证明。")
    pieces.seal_and_date(document, "{{ office }}", "{{ date }}")
    return document
