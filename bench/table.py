"""What was measured, as one table, and beside what was measured before."""

from collections.abc import Iterator, Sequence
from typing import Any

Result = dict[str, Any]
KEY = ("database", "todos", "workers", "case", "connections")
PLAIN = "plain route"
"""The case that the others are measured against."""
FORGETFUL = "list, nothing kept"
"""The first page that was asked for, of a server that has forgotten all that it did for earlier requests."""
HEAD = (
    "database", "todos", "workers", "case", "conn", "req/s", "p50 ms", "p99 ms", "bytes", "stmts", "query ms",
    "of plain", "p50:query", "p50:1st", "errors", "lost",
)  # fmt: skip


def table(results: Sequence[Result], before: Sequence[Result] = ()) -> str:
    """All of it. `of plain` is the share of the plain route's requests per second, `p50:query` how often the page's
    queries would fit into its p50, `p50:1st` the p50 against that of the smallest world."""
    known = {key_of(one): one for one in before}
    rows = [list(HEAD) + (["before", "change"] if before else [])]
    rows += [_row(one, results) + (_change(one, known.get(key_of(one))) if before else []) for one in results]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ["  ".join(_cells(row, widths)).rstrip() for row in rows]
    return "\n".join([*lines, "", *_processes(results)])


def _processes(results: Sequence[Result]) -> list[str]:
    """What each start of the product took, and its memory at the end."""
    last = {
        (one["database"], one["todos"], one["workers"]): one for one in results if one["case"] not in {PLAIN, FORGETFUL}
    }
    return [
        f"{database}, {todos:,} todos, {workers} workers: started in {one['start']} s, {one['memory']} MB in memory"
        for (database, todos, workers), one in last.items()
    ]


def key_of(one: Result) -> tuple[Any, ...]:
    """What it is that was measured."""
    return tuple(one[name] for name in KEY)


def _cells(row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    for column, (cell, width) in enumerate(zip(row, widths, strict=True)):
        yield cell.ljust(width) if column in {0, 3} else cell.rjust(width)


def _row(one: Result, results: Sequence[Result]) -> list[str]:
    plain = _of(results, one, case=PLAIN)
    smallest = min((other["todos"] for other in results if other["database"] == one["database"]), default=0)
    first = _of(results, one, todos=smallest)
    return [
        one["database"], f"{one['todos']:,}", str(one["workers"]), one["case"], str(one["connections"]),
        f"{one['per_second']:.0f}", f"{one['p50']:.1f}", f"{one['p99']:.1f}", str(one["bytes"]),
        _or_dash(one["statements"]), _or_dash(one["query"]),
        f"1/{plain['per_second'] / one['per_second']:.0f}" if plain and one["per_second"] else "-",
        f"{one['p50'] / one['query']:.1f}" if one["query"] else "-",
        f"{one['p50'] / first['p50']:.2f}" if first and first["p50"] else "-",
        str(one["errors"]), _or_dash(one["lost"]),
    ]  # fmt: skip


def _of(results: Sequence[Result], one: Result, **otherwise: Any) -> Result | None:
    key = key_of(one | otherwise)
    return next((other for other in results if key_of(other) == key), None)


def _or_dash(value: object) -> str:
    return "-" if value is None else str(value)


def _change(one: Result, before: Result | None) -> list[str]:
    if before is None or not before["per_second"]:
        return ["-", "-"]
    return [f"{before['per_second']:.0f}", f"{one['per_second'] / before['per_second'] - 1:+.0%}"]
