"""What changed between two versions of a text, in pieces a person can read: sentence by sentence, then by character."""

import re
from difflib import SequenceMatcher

SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]?")
SHORT = 2  # an agreement this short between two changes is chance, not what somebody kept


def differences(before, after):
    """[(op, text)] with op same, del or ins; without ins they spell `before`, without del `after`."""
    found = []
    old, new = sentences(before), sentences(after)
    for op, a1, a2, b1, b2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        left, right = "".join(old[a1:a2]), "".join(new[b1:b2])
        found += [("same", left)] if op == "equal" else inside(left, right)
    return joined(found)


def sentences(text):
    return [part for part in SENTENCE.findall(text.replace("\r\n", "\n")) if part]


def inside(left, right):
    """A changed passage by characters; what hardly agrees is one deletion and one insertion."""
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    if not left or not right or matcher.ratio() < 0.4:
        return [("del", left), ("ins", right)]
    found = []
    for op, a1, a2, b1, b2 in matcher.get_opcodes():
        at_edge = a1 == 0 or a2 == len(left)
        if op == "equal" and (a2 - a1 > SHORT or at_edge):
            found.append(("same", left[a1:a2]))
        else:
            found += [("del", left[a1:a2]), ("ins", right[b1:b2])]
    return found


def joined(parts):
    """Neighbours of one kind as one piece; between two agreements first all that went, then all that came."""
    found, gone, come = [], "", ""
    for op, text in [*parts, ("same", "")]:
        if op == "del":
            gone += text
        elif op == "ins":
            come += text
        elif text or gone or come:
            found += [piece for piece in (("del", gone), ("ins", come)) if piece[1]]
            gone = come = ""
            if text and found and found[-1][0] == "same":
                found[-1] = ("same", found[-1][1] + text)
            elif text:
                found.append(("same", text))
    return found
