"""Names that look like slips of one another."""

import unicodedata

SHORT = 4
"""Letters; shorter names differ by one letter and still mean different things."""


def plain_letters(name: str) -> str:
    """The name without capitals and accents."""
    parts = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def is_slip(name: str, known: str) -> bool:
    """Whether a name is another but for capitals, accents, or one letter that is missing, added, wrong or swapped."""
    one, other = plain_letters(name), plain_letters(known)
    if one == other:
        return True
    if min(len(one), len(other)) < SHORT or abs(len(one) - len(other)) > 1:
        return False
    start = next((at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), None)
    if start is None:
        return True
    rest, others = one[start:], other[start:]
    swapped = rest[:2] == others[1::-1] and rest[2:] == others[2:]
    return swapped or rest[1:] == others[1:] or rest[1:] == others or rest == others[1:]
