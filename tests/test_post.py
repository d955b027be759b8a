"""What is done after the answer."""

import logging
from threading import Event, current_thread

import pytest

from app.post import WAITING_MAX, Post


def test_things_are_done_in_order_by_another_thread() -> None:
    post, done, over = Post(), [], Event()
    for number in range(3):
        post.later(lambda number=number: done.append((number, current_thread().name)))  # type: ignore[misc]
    post.later(over.set)
    assert over.wait(20)
    assert [number for number, _ in done] == [0, 1, 2]
    assert {name for _, name in done} == {"post_0"}
    post.close()


def test_what_fails_is_logged_and_the_next_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    post, over = Post(), Event()
    post.later(lambda: int("seven"))
    post.later(over.set)
    assert over.wait(20)
    post.close()
    assert "could not be sent" in caplog.text
    assert "seven" in caplog.text


def test_what_is_too_much_is_dropped(caplog: pytest.LogCaptureFixture) -> None:
    post, gate, done = Post(), Event(), []
    post.later(lambda: gate.wait(20))
    for number in range(WAITING_MAX + 5):
        post.later(lambda number=number: done.append(number))  # type: ignore[misc]
    gate.set()
    over = Event()
    while not over.is_set():
        post.later(over.set)
        over.wait(0.05)
    post.close()
    assert done == list(range(WAITING_MAX - 1))
    assert [record.levelno for record in caplog.records][:6] == [logging.ERROR] * 6


def test_closing_waits_for_what_is_under_way_and_drops_the_rest() -> None:
    post, begun, gate, done = Post(), Event(), Event(), []

    def slow() -> None:
        begun.set()
        gate.wait(20)
        done.append("slow")

    post.later(slow)
    post.later(lambda: done.append("never"))
    assert begun.wait(20)
    gate.set()
    post.close()
    assert done[0] == "slow"
