"""Charts drawn over the plain tables: the same numbers, in the colours of the legend, each mark leading to its list."""

import pytest

from tests import situations

pytestmark = [pytest.mark.browser, pytest.mark.long]
DRAWN = """name => {
    const card = document.querySelector(`[data-chart=${name}]`);
    return echarts.getInstanceByDom(card.querySelector(".drawn")).getOption().series;
}"""
KEYS = """([name, marks]) => [...document.querySelectorAll(`[data-chart=${name}] ${marks}`)]
    .map(mark => getComputedStyle(mark).color)"""


@pytest.fixture
def overview(page, city):
    situations.released(city)
    city.rated(situations.released(city))
    tab = page(city["leader"].user, width=1440)
    tab.goto("/overview/")
    tab.wait_for_selector(".is-drawn canvas")
    return tab


def test_columns_have_the_numbers_of_the_table_and_the_colours_of_the_legend(overview):
    series = overview.evaluate(DRAWN, "columns")
    assert [one["name"] for one in series] == ["提交", "办结"]
    assert [one["itemStyle"]["color"] for one in series] == overview.evaluate(KEYS, ["columns", ".leg i"])
    links = overview.locator("[data-chart=columns] tbody a")
    told = [
        (int(links.nth(n).text_content()), links.nth(n).get_attribute("href")) for n in range(links.count())
    ]
    drawn = [one["data"][month] for month in range(len(series[0]["data"])) for one in series]
    assert sum(value for value, _ in told) > 0
    assert [mark["value"] for mark in drawn] == [value for value, _ in told]
    assert all(mark["href"].endswith(href) for mark, (_, href) in zip(drawn, told, strict=True))


def test_parts_of_the_ring_have_the_colours_of_their_names(overview):
    (series,) = overview.evaluate(DRAWN, "ring")
    keys = dict(
        zip(overview.locator("[data-chart=ring] .dl2 a").all_text_contents(),
            overview.evaluate(KEYS, ["ring", ".dl2 i"]), strict=True)
    )  # fmt: skip
    assert series["data"]
    assert {part["name"]: part["itemStyle"]["color"] for part in series["data"]}.items() <= keys.items()
