"""Ranks: short strings between any two of which there is always room for another.

Fractional indexing after David Greenspan, by the fractional-indexing package; ranks compare byte by byte.
"""

from fractional_indexing import generate_key_between, generate_n_keys_between


def rank_between(before: str | None, after: str | None) -> str:
    """A rank behind `before` and ahead of `after`; None stands for the very start or end."""
    rank: str = generate_key_between(before, after)
    return rank


def ranks_after(last: str | None, count: int) -> list[str]:
    """`count` ranks in order, all behind `last`."""
    ranks: list[str] = generate_n_keys_between(last, None, count)
    return ranks
