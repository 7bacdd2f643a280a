"""Answers to numbered requests as a caller says them: by number, where the house says them by row."""

from contextlib import contextmanager

from weijianyi.workflow import BadFacts

PARTS = {"answer": "text", "outcome": "outcome", "planned": "planned_on"}  # as requests_of.missing names them


def by_request(desk, sent):
    """{request pk: answer} of what was sent."""
    known = {request.number: request.pk for request in desk.requests}
    numbers = [answer.number for answer in sent]
    for number in numbers:
        if number not in known:
            raise BadFacts({"answers": f"没有第 {number} 条建议，条目见事项的 requests。"})
        if numbers.count(number) > 1:
            raise BadFacts({"answers": f"第 {number} 条答复了两次。"})
    return {known[answer.number]: answer.dict(exclude={"number"}) for answer in sent}


@contextmanager
def told_by_number(desk):
    """What is refused about a request is said under its number, not under our key of it."""
    try:
        yield
    except BadFacts as error:
        if not hasattr(error, "error_dict"):
            raise
        numbers = {str(request.pk): request.number for request in desk.requests}
        raise BadFacts({_named(name, numbers): said for name, said in error.error_dict.items()}) from error


def _named(name, numbers):
    part, _, key = name.partition("_")
    return f"answers.{numbers[key]}.{PARTS[part]}" if part in PARTS and key in numbers else name
