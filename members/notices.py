"""Who hears of what about studios and residents, in which words: one module per noun."""

from members import duty_notices

TOLD = {**duty_notices.TOLD}


def words(subject, noun, event):
    return duty_notices.words(subject, noun, event)
