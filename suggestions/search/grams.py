"""Search tokens of Chinese text: overlapping pairs of Han characters, whole words of letters and digits."""

import re
import unicodedata

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
RUN = re.compile(rf"[a-z0-9]+|[{HAN}]+")


def runs(text):
    """Unbroken stretches of Han characters or of letters and digits, in one spelling."""
    return RUN.findall(unicodedata.normalize("NFKC", text).lower())


def of_run(run):
    if run.isascii() or len(run) == 1:
        return [run]
    return [run[place : place + 2] for place in range(len(run) - 1)]


def tokens(*texts):
    return [token for text in texts for run in runs(text) for token in of_run(run)]


def packed(*texts):
    """What a row stores in `search_grams`."""
    return " ".join(tokens(*texts))


def pairs(text):
    """The phrases an index can find: one list of pairs per stretch of at least two Han characters."""
    return [of_run(run) for run in runs(text) if not run.isascii() and len(run) > 1]


def dice(one, other):
    """How much two sets of tokens share, from 0 to 1."""
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0
