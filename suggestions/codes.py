"""Public codes: case codes with a check character, item slugs."""

import secrets

# No 0/O, 1/I/L: codes are read out on the phone. 31 is prime: one wrong or two swapped characters show.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def check_character(body):
    return ALPHABET[sum((i + 2) * ALPHABET.index(c) for i, c in enumerate(body)) % len(ALPHABET)]


def case_code():
    """Nine random characters and a check character."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(9))
    return body + check_character(body)


def is_case_code(text):
    return len(text) == 10 and all(c in ALPHABET for c in text) and check_character(text[:9]) == text[9]


def slug():
    """The address of an item or a desk: unguessable, short enough to read out."""
    return "".join(secrets.choice(ALPHABET) for _ in range(12)).lower()


def is_slug(text):
    return len(text) == 12 and all(c in ALPHABET.lower() for c in text)
