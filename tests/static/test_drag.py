"""Dragging by pointer, on a page of plain lists: what is sent, what shows, and what happens when the answer is a no."""

from collections.abc import Callable
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.static.pages import Answers, html, render

LISTS = """<template id="place">{% call form_to("PUT", "/todos/0/place", swaps=true) %}{% endcall %}</template>
{% for section in (1, 2) %}<section class="group" data-drop="section={{ section }}"><h2>Section {{ section }}</h2>
<ol data-drop-list data-drop-under="parent" id="list-{{ section }}">
{% for n in range(3) %}<li id="todo-{{ section }}{{ n }}" data-drag="place" data-drag-id="{{ section }}{{ n }}">
<a href="/todos/{{ section }}{{ n }}">Todo {{ section }}{{ n }}</a></li>{% endfor %}
</ol></section>{% endfor %}"""

Sent = list[tuple[str, dict[str, list[str]]]]


@pytest.fixture
def sent(page: Page, answers: Answers) -> Sent:
    """The forms that the server got, by path, on an opened page."""
    seen: Sent = []
    answers["/"] = html(render(LISTS))
    for section in (1, 2):
        for n in range(3):
            answers[f"/todos/{section}{n}/place"] = noting(seen, html(""))
    page.goto("/")
    return seen


def noting(seen: Sent, answer: Callable[[Route], None]) -> Callable[[Route], None]:
    """An answer that writes down what was sent."""

    def noted(route: Route) -> None:
        path = route.request.url.partition("?")[0].rpartition("/todos")[2]
        seen.append((path, parse_qs(route.request.post_data or "", keep_blank_values=True)))
        answer(route)

    return noted


def hold(page: Page, thing: str, over: str, *, right: int = 0, down: int = 4) -> None:
    """Take a thing by the mouse and hold it over the upper part of another."""
    start, goal = centre(page.locator(thing)), page.locator(over).bounding_box()
    assert goal
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(start[0] + 8, start[1] + 8)
    page.mouse.move(start[0] + right, goal["y"] + down, steps=4)


def centre(target: Locator) -> tuple[float, float]:
    """Where to take it."""
    box = target.bounding_box()
    assert box
    return box["x"] + 60, box["y"] + box["height"] / 2


def titles(page: Page, section: int) -> list[str]:
    """The things of a list in their order."""
    return page.locator(f"#list-{section} > li:not(.drop-mark)").all_inner_texts()


def test_a_thing_goes_between_two_others_of_another_list(page: Page, sent: Sent) -> None:
    hold(page, "#todo-10", "#todo-21")
    expect(page.locator(".dragging")).to_be_visible()
    expect(page.locator("[data-drop].over h2")).to_have_text("Section 2")
    expect(page.locator("#todo-20 + .drop-mark")).to_have_count(1)
    page.mouse.up()
    expect(page.locator(".dragging, .drop-mark, .over, .on-its-way")).to_have_count(0)
    assert titles(page, 2) == ["Todo 20", "Todo 10", "Todo 21", "Todo 22"]
    assert sent == [("/10/place", {"section": ["2"], "after": ["20"], "before": ["21"]})]
    assert page.url.endswith("/"), "the link was not followed"


def test_held_by_the_indent_it_goes_below_the_one_above(page: Page, sent: Sent) -> None:
    hold(page, "#todo-12", "#todo-11", right=70)
    expect(page.locator(".drop-mark.under")).to_have_count(1)
    page.mouse.up()
    expect(page.locator(".on-its-way")).to_have_count(0)
    assert sent == [("/12/place", {"section": ["1"], "parent": ["10"]})]


def test_escape_and_its_own_place_change_nothing(page: Page, sent: Sent) -> None:
    hold(page, "#todo-10", "#todo-22")
    page.keyboard.press("Escape")
    expect(page.locator(".dragging, .drop-mark")).to_have_count(0)
    page.mouse.up()
    hold(page, "#todo-10", "#todo-11")
    page.mouse.up()
    assert titles(page, 1) == ["Todo 10", "Todo 11", "Todo 12"]
    assert sent == []


@pytest.mark.parametrize(
    "answer", [html("", 403), html("", 503), lambda route: route.abort()], ids=["refused", "broken", "no answer"]
)
def test_what_is_refused_goes_back(page: Page, answers: Answers, sent: Sent, answer: Callable[[Route], None]) -> None:
    answers["/todos/10/place"] = noting(sent, answer)
    hold(page, "#todo-10", "#todo-22")
    page.mouse.up()
    expect(page.locator(".on-its-way")).to_have_count(0)
    page.wait_for_function("document.querySelectorAll('#list-1 > li').length === 3")
    assert titles(page, 1) == ["Todo 10", "Todo 11", "Todo 12"]
    assert len(sent) == 1


def test_a_finger_rests_first_and_scrolls_otherwise(page: Page, sent: Sent) -> None:
    touch = page.context.new_cdp_session(page)

    def finger(kind: str, x: float = 0, y: float = 0) -> None:
        points = [] if kind == "touchEnd" else [{"x": x, "y": y}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    x, y = centre(page.locator("#todo-10"))
    goal = page.locator("#todo-22").bounding_box()
    assert goal
    finger("touchStart", x, y)
    finger("touchMove", x, y + 40)
    finger("touchEnd")
    assert page.locator(".dragging").count() == 0
    finger("touchStart", x, y)
    expect(page.locator(".dragging")).to_be_visible()
    for share in (0.3, 0.7, 1.0):
        finger("touchMove", x, y + (goal["y"] + 4 - y) * share)
    finger("touchEnd")
    expect(page.locator(".dragging, .on-its-way")).to_have_count(0)
    assert sent == [("/10/place", {"section": ["2"], "after": ["21"], "before": ["22"]})]
