"""Who hears of what about studios and residents, in which words: one module per noun."""

from members import duty_notices, opinion_notices
from members.models import Opinion

TOLD = {**duty_notices.TOLD, **opinion_notices.TOLD}


def words(subject, noun, event):
    part = opinion_notices if isinstance(subject, Opinion) else duty_notices
    return part.words(subject, noun, event)
