"""What the scripts add to pages that work without them."""

import pytest
from playwright.sync_api import Page, Route, expect
from pydantic import BaseModel

from app.forms import Form, Rule
from app.toasts import Toast
from tests.static.pages import Answers, html, part, render

EDIT = """{% call form_to("POST", "/save", swaps=true, id="edit", draft="edit") %}{{ problems(form) }}
{{ field(form, "name", "Name") }}{{ textarea(form, "notes", "Notes") }}{{ button("Save", id="save") }}{% endcall %}"""
ROWS = """<ol>{% for n in (1, 2) %}<li id="todo-{{ n }}">
{% call form_to("DELETE", "/todos/%d" | format(n), swaps=true) %}
{{ button("Delete", id="delete-%d" | format(n)) }}{% endcall %}</li>{% endfor %}</ol>"""
QUESTION = """{% call dialog("question", "Delete Avengers?") %}
{% call form_to("DELETE", "/teams/4", swaps=true) %}<a id="keep" href="/kept" data-close autofocus>Keep it</a>
{{ button("Delete Avengers", "bad", id="delete") }}{% endcall %}{% endcall %}"""
ASK = '{% call menu("more", "More") %}<a id="ask" href="/ask" hx-get="/ask">Delete…</a>{% endcall %}'


def form(notes: str = "", **errors: str) -> Form[BaseModel]:
    return Form(values={"name": "Avengers", "notes": notes}, errors=errors, rules={"name": Rule(max_length=10)})


def test_the_address_forgets_the_step_and_its_toast_can_be_closed(page: Page, answers: Answers) -> None:
    answers["/"] = html(render("", Toast("Avengers deleted.", "/undo")))
    page.goto("/?page=2&did=7")
    expect(page).to_have_url("/?page=2")
    page.get_by_role("button", name="Close message").click()
    expect(page.locator("#toasts .toast")).to_have_count(0)


def test_a_toast_stays_while_it_is_pointed_at_and_then_goes(page: Page, answers: Answers) -> None:
    answers["/"] = html(render("", Toast("Avengers deleted.")))
    page.clock.install()
    page.goto("/")
    page.clock.run_for(1_000)
    page.hover(".toast")
    page.clock.run_for(60_000)
    expect(page.locator(".toast")).to_have_count(1)
    page.mouse.move(1, 1)
    page.clock.run_for(12_500)
    expect(page.locator(".toast")).to_have_count(0)


def test_an_impatient_second_enter_sends_nothing(page: Page, answers: Answers) -> None:
    sent: list[Route] = []
    answers["/"] = html(render(EDIT, form=form()))
    answers["/save"] = sent.append
    page.goto("/")
    page.focus("#save")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator("#save")).to_have_attribute("aria-busy", "true")
    html(part("#main", "innerHTML", "Saved"))(sent[0])
    expect(page.locator("#main")).to_have_text("Saved")
    assert len(sent) == 1


def test_when_a_row_goes_focus_goes_to_the_next_one(page: Page, answers: Answers) -> None:
    answers["/"] = html(render(ROWS))
    answers["/todos/1"] = html(part("#todo-1", "delete"))
    page.goto("/")
    page.focus("#delete-1")
    page.keyboard.press("Enter")
    expect(page.locator("#delete-2")).to_be_focused()


@pytest.mark.parametrize("way_out", ["Enter", "Escape"])
def test_a_dialog_opens_on_its_harmless_button_and_gives_focus_back(page: Page, answers: Answers, way_out: str) -> None:
    answers["/"] = html(render(ASK))
    answers["/ask"] = html(part("#dialogs", "innerHTML", QUESTION))
    page.goto("/")
    page.get_by_role("button", name="More").click()
    page.click("#ask")
    expect(page.locator("#keep")).to_be_focused()
    page.keyboard.press(way_out)
    expect(page.locator("#dialogs dialog")).to_have_count(0)
    expect(page.get_by_role("button", name="More")).to_be_focused()
    expect(page).to_have_url("/")


def test_a_dialog_closes_when_its_form_is_answered(page: Page, answers: Answers) -> None:
    answers["/"] = html(render(ASK))
    answers["/ask"] = html(part("#dialogs", "innerHTML", QUESTION))
    answers["/teams/4"] = html(part("#main", "beforeend", "Gone"))
    page.goto("/")
    page.get_by_role("button", name="More").click()
    page.click("#ask")
    page.click("#delete")
    expect(page.locator("#dialogs dialog")).to_have_count(0)
    expect(page.locator("#main")).to_contain_text("Gone")


def test_what_was_typed_survives_a_reload_and_goes_when_it_is_saved(page: Page, answers: Answers) -> None:
    answers["/"] = html(render(EDIT, form=form()))
    answers["/save"] = html(part("#toasts", "beforeend", "Saved"))
    page.goto("/")
    page.fill("#notes", "precious")
    page.reload()
    expect(page.locator("#notes")).to_have_value("precious")
    page.keyboard.press("Tab")
    page.focus("#notes")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#toasts")).to_contain_text("Saved")
    page.reload()
    expect(page.locator("#notes")).to_have_value("")


def test_what_was_typed_is_not_put_over_what_somebody_else_wrote(page: Page, answers: Answers) -> None:
    answers["/"] = html(render(EDIT, form=form()))
    page.goto("/")
    page.fill("#notes", "mine")
    answers["/"] = html(render(EDIT, form=form("theirs")))
    page.reload()
    expect(page.locator("#notes")).to_have_value("theirs")


def test_a_refused_form_comes_back_with_focus_on_what_is_wrong(page: Page, answers: Answers) -> None:
    answers["/"] = html(render(EDIT, form=form()))
    answers["/save"] = html(part("#edit", "outerHTML", EDIT, form=form("mine", name="That name is taken.")), 422)
    page.goto("/")
    page.fill("#notes", "mine")
    page.click("#save")
    expect(page.locator("#problems")).to_be_focused()
    expect(page.locator("#notes")).to_have_value("mine")


def test_without_an_answer_nothing_changes_and_try_again_sends_the_same(page: Page, answers: Answers) -> None:
    answers["/"] = html(render(EDIT, form=form()))
    answers["/save"] = lambda route: route.abort()
    page.goto("/")
    page.fill("#notes", "precious")
    page.click("#save")
    expect(page.locator(".toast.bad")).to_contain_text("Not saved yet")
    expect(page.locator("#notes")).to_have_value("precious")
    answers["/save"] = lambda route: html(part("#main", "innerHTML", "{{ body }}", body=route.request.post_data))(route)
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("#main")).to_contain_text("notes=precious")


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("<h1>Bad gateway</h1>", "Something broke on our side."),
        ('<hx-partial><p class="toast">Busy</p></hx-partial>', "Busy"),
    ],
)
def test_a_broken_answer_is_told_and_never_shown(page: Page, answers: Answers, answer: str, words: str) -> None:
    answers["/"] = html(render(EDIT, form=form()))
    answers["/save"] = html(answer, 502)
    page.goto("/")
    page.click("#save")
    expect(page.locator("#toasts .toast")).to_contain_text(words)
    expect(page.locator("h1")).to_have_count(0)
    expect(page.locator("#edit")).to_have_count(1)


def test_a_text_that_is_too_long_is_told_and_not_cut(page: Page, answers: Answers) -> None:
    answers["/"] = html(render(EDIT, form=form()))
    page.goto("/")
    page.fill("#name", "12345678901")
    expect(page.locator("#name")).to_have_value("12345678901")
    assert page.locator("#name").evaluate("field => field.validationMessage") == "At most 10 characters fit here."
    page.fill("#name", "🦸" * 10)
    assert page.locator("#name").evaluate("field => field.validity.valid")


def test_a_choice_sends_its_form(page: Page, answers: Answers) -> None:
    answers["/"] = html(
        render('<form action="/"><select name="sort" data-autosubmit><option>a<option>b</select></form>')
    )
    page.goto("/")
    page.select_option("select", "b")
    expect(page).to_have_url("/?sort=b")


def test_a_clock_goes_on(page: Page, answers: Answers) -> None:
    answers["/"] = html(render('<time data-zone="Asia/Tokyo">08:14</time>'))
    page.clock.install(time="2026-05-12T00:00:00Z")
    page.goto("/")
    page.clock.run_for(30_000)
    expect(page.locator("time")).to_have_text("09:00")


@pytest.mark.parametrize("secure", [True, False])
def test_copy_copies_and_says_so_over_plain_http_too(page: Page, answers: Answers, secure: bool) -> None:
    clipboard = "{ writeText: async (text) => (window.copied = text) }" if secure else "undefined"
    page.add_init_script(f"Object.defineProperty(navigator, 'clipboard', {{ value: {clipboard} }})")
    page.add_init_script("addEventListener('copy', () => (window.copied = String(getSelection())))")
    answers["/"] = html(render('<code id="token">sidekick_7Gq2</code>{{ copy("token") }}'))
    page.goto("/")
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("window.copied") == "sidekick_7Gq2"
