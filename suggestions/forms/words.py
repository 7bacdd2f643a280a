"""Words: the field for what members write; kept as typed, without what nobody sees."""

import unicodedata

from django.forms import CharField

ABSURD = 20_000  # characters no text of ours has; everything below is kept, however long
JOINER = "\u200d"


def tidy(text):
    """As typed, without what nobody sees: controls, zero-width and direction marks; one kind of line end.

    The joiner stays inside emoji; variation selectors stay everywhere: rare characters need them.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = [c for place, c in enumerate(text) if seen(c, text[place - 1] if place else "")]
    return "".join(kept).strip()


def seen(char, before):
    if char == JOINER:
        return bool(before) and unicodedata.category(before) in ("So", "Sk", "Mn")
    return char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Zl", "Zp")


class Words(CharField):
    """Text of an item."""

    def __init__(self, *args, max_length=ABSURD, error_messages=None, **kwargs):
        message = {"max_length": f"这里最多写 {max_length} 字，太长的部分请放进附件；这一栏还没有存。"}
        super().__init__(
            *args, max_length=max_length, error_messages=message | (error_messages or {}), **kwargs
        )
        self.widget.attrs.pop("maxlength", None)  # the browser would cut what is pasted

    def to_python(self, value):
        return tidy(super().to_python(value))
