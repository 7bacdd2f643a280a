"""Who hears of what about studios, residents and points, in which words: one module per noun."""

from members import duty_notices, opinion_notices, score_notices
from members.models import Opinion, ScoreObjection

TOLD = {**duty_notices.TOLD, **opinion_notices.TOLD, **score_notices.TOLD}
PARTS = {Opinion: opinion_notices, ScoreObjection: score_notices}


def words(subject, noun, event):
    return PARTS.get(type(subject), duty_notices).words(subject, noun, event)
