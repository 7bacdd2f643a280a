"""Who hears of what about studios, residents and points, in which words: one module per noun."""

from members.duties import notices as duty_notices
from members.models import Opinion, ScoreObjection
from members.opinions import notices as opinion_notices
from members.scores import notices as score_notices

TOLD = {**duty_notices.TOLD, **opinion_notices.TOLD, **score_notices.TOLD}
PARTS = {Opinion: opinion_notices, ScoreObjection: score_notices}


def words(subject, noun, event):
    return PARTS.get(type(subject), duty_notices).words(subject, noun, event)
