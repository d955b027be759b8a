from bench.table import table

SEEN = {
    "database": "sqlite",
    "todos": 1000,
    "workers": 1,
    "case": "board",
    "connections": 8,
    "per_second": 250.0,
    "p50": 4.0,
    "p99": 9.0,
    "bytes": 900,
    "errors": 0,
    "lost": 0,
    "statements": 12,
    "query": 0.5,
    "memory": 90,
    "start": 1.2,
}
PLAIN = SEEN | {"case": "plain route", "per_second": 2000.0, "p50": 0.5, "statements": None, "query": None}


def cells(text: str, row: int) -> list[str]:
    return text.splitlines()[row].split()


def test_ratios_are_to_the_plain_route_to_the_queries_and_to_the_smallest_world() -> None:
    large = SEEN | {"todos": 1_000_000, "p50": 5.0}
    said = table([SEEN, PLAIN, large])
    assert cells(said, 1)[-5:] == ["1/8", "8.0", "1.00", "0", "0"]
    assert cells(said, 3)[-5:] == ["-", "10.0", "1.25", "0", "0"]
    assert said.splitlines()[-2] == "sqlite, 1,000 todos, 1 workers: started in 1.2 s, 90 MB in memory"


def test_what_nobody_answered_has_no_ratio() -> None:
    silent = SEEN | {"per_second": 0.0, "p50": 0.0}
    assert cells(table([silent, PLAIN]), 1)[-5:] == ["-", "0.0", "-", "0", "0"]


def test_an_earlier_run_stands_beside() -> None:
    said = table([SEEN, PLAIN], [SEEN | {"per_second": 200.0}])
    assert cells(said, 1)[-2:] == ["200", "+25%"]
    assert cells(said, 2)[-2:] == ["-", "-"]
