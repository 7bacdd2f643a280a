"""What changed between two texts, for reading: unchanged, deleted and inserted pieces in the order of reading."""

import re
from difflib import SequenceMatcher

# A sentence with its mark; then words of letters or digits as one, everything else character by character.
SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]|[^。！？；\n]+")
WORD = re.compile(r"[A-Za-z0-9]+(?:[.,%-][A-Za-z0-9]+)*|\s+|.", re.DOTALL)
SHORT = 2  # an unchanged piece shorter than this between two changes only disturbs
ALIKE = 0.3  # below this two sentences have nothing to do with each other
SAME, DEL, INS = "same", "del", "ins"


def differences(before, after):
    """[(op, text)] with op same, del or ins: same + del together are `before`, same + ins are `after`."""
    pieces = []
    for op, old, new in compared(SENTENCE.findall(before), SENTENCE.findall(after)):
        pieces += [(SAME, old)] if op == "equal" else within(old, new)
    return joined(smoothed(joined(pieces)))


def compared(before, after):
    """(op, old, new) for each run of two lists of strings."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for op, i, j, k, m in matcher.get_opcodes():
        yield op, "".join(before[i:j]), "".join(after[k:m])


def within(old, new):
    """The same inside sentences that were rewritten."""
    words = WORD.findall(old), WORD.findall(new)
    if SequenceMatcher(None, *words, autojunk=False).ratio() < ALIKE:
        return [(DEL, old), (INS, new)]
    pieces = []
    for op, was, now in compared(*words):
        pieces += [(SAME, was)] if op == "equal" else [(DEL, was), (INS, now)]
    return pieces


def smoothed(pieces):
    """A single unchanged character between two changes is read as part of the change."""
    found = []
    for place, (op, text) in enumerate(pieces):
        between = 0 < place < len(pieces) - 1
        if op == SAME and between and len(text) < SHORT:
            found += [(DEL, text), (INS, text)]
        else:
            found.append((op, text))
    return found


def joined(pieces):
    """Neighbours of one sort together, deletions before insertions, nothing empty."""
    found, gone, come = [], "", ""
    for op, text in pieces:
        if op == DEL:
            gone += text
        elif op == INS:
            come += text
        elif text:
            found += changed(gone, come)
            gone = come = ""
            before = found.pop()[1] if found and found[-1][0] == SAME else ""
            found.append((SAME, before + text))
    return found + changed(gone, come)


def changed(gone, come):
    return [piece for piece in ((DEL, gone), (INS, come)) if piece[1]]
