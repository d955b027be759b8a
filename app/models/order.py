"""Ranks: short strings between any two of which there is always room for another.

Fractional indexing after David Greenspan, by the fractional-indexing package; ranks compare byte by byte.
"""

from fractional_indexing import generate_key_between, generate_n_keys_between


def rank_between(before: str | None, after: str | None) -> str:
    """A rank behind `before` and ahead of `after`; None stands for the very start or end.

    Where there is no room, because two that stand together share a rank, it is the next one behind `before`.
    """
    ahead = None if before is not None and after is not None and before >= after else after
    rank: str = generate_key_between(before, ahead)
    return rank


def rank_right_behind(rank: str) -> str:
    """A rank behind this one and ahead of nearly all that could follow, for what need not keep its place exactly."""
    return rank_between(rank, f"{rank}V")


def ranks_after(last: str | None, count: int) -> list[str]:
    """`count` ranks in order, all behind `last`."""
    ranks: list[str] = generate_n_keys_between(last, None, count)
    return ranks
