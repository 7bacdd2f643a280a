"""What a proposal consists of: situation, analysis, numbered requests, and the answer point by point."""

from dataclasses import dataclass

from weijianyi.demo.journey import Matter

NUMERALS = "一二三四五六七八九"


@dataclass(frozen=True)
class Paper(Matter):
    """A proposal; `requests` and `answers` stand side by side, one answer a request."""

    analysis: str = ""
    requests: tuple = ()
    answers: tuple = ()
    assists: tuple = ()


def numbered(lines):
    """一、…… 二、…… as in the printed text, a line each."""
    return "\n".join(f"{NUMERALS[place]}、{line}" for place, line in enumerate(lines))


def paper(title, category, unit, situation, analysis, requests, facts="", answers=(), *, assists=()):
    """A Paper whose advice and measures are printed from its requests and answers."""
    return Paper(
        title=title, district="", place="", category=category, situation=situation, advice=numbered(requests),
        unit=unit, facts=facts, measures=numbered(answers), via="survey", analysis=analysis,
        requests=tuple(requests), answers=tuple(answers), assists=assists,
    )  # fmt: skip
