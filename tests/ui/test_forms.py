"""The form macros: any verb, what was typed, what is wrong with it."""

from typing import Any

from pydantic import BaseModel

from app.forms import Form, Rule
from app.templating import environment

IMPORTS = '{% from "ui/form.html" import form_to, field, textarea, select, checkbox, checkboxes, problems %}'


def written(template: str, **names: Any) -> str:
    return environment.from_string(IMPORTS + template).render(**names)


def form(**parts: Any) -> Form[BaseModel]:
    return Form(**parts)


def test_a_form_for_another_verb_posts_and_says_which() -> None:
    html = written('{% call form_to("DELETE", "/todos/4/closure") %}{% endcall %}')
    assert 'method="post" action="/todos/4/closure?_method=DELETE"' in html
    assert "hx-" not in html


def test_an_address_with_a_query_keeps_it() -> None:
    html = written('{% call form_to("PATCH", "/todos?page=2", swaps=true) %}{% endcall %}')
    assert 'action="/todos?page=2&amp;_method=PATCH" hx-post' in html


def test_a_form_carries_its_key_and_version_even_when_that_is_zero() -> None:
    html = written('{% call form_to("POST", "/todos", key="k1", version=0) %}{% endcall %}')
    assert '<input type="hidden" name="_key" value="k1">' in html
    assert '<input type="hidden" name="version" value="0">' in html


def test_what_was_typed_comes_back_and_stays_text() -> None:
    typed = form(values={"name": 'The "A" <b>', "notes": "\nfirst line is empty"})
    html = written('{{ field(form, "name", "Name") }}{{ textarea(form, "notes", "Notes") }}', form=typed)
    assert 'value="The &#34;A&#34; &lt;b&gt;"' in html
    assert ">\n\nfirst line is empty</textarea>" in html


def test_a_password_is_never_shown_again() -> None:
    html = written('{{ field(form, "secret", "Password", type="password") }}', form=form(values={"secret": "hunter22"}))
    assert "hunter22" not in html


def test_a_field_names_its_error_and_its_hint() -> None:
    wrong = form(errors={"due": "June has 30 days."})
    html = written('{{ field(form, "due", "Due", hint="Words work too.") }}', form=wrong)
    assert 'aria-invalid="true" aria-describedby="due-error due-hint"' in html
    assert 'id="due-error"' in html
    assert 'id="due-hint"' in html


def test_no_browser_cuts_a_text_that_is_too_long() -> None:
    ruled = form(rules={"name": Rule(required=True, max_length=80)})
    html = written('{{ field(form, "name", "Name") }}', form=ruled)
    assert "maxlength" not in html
    assert 'required data-max="80"' in html


def test_boxes_and_options_show_what_was_chosen() -> None:
    chosen = form(values={"keep": "on", "hero": ["2"], "role": "guest"})
    html = written(
        '{{ checkbox(form, "keep", "Keep") }}{{ checkboxes(form, "hero", "Heroes", [(1, "Ana"), (2, "Ben")]) }}'
        '{{ select(form, "role", "Role", [("member", "Member"), ("guest", "Guest")]) }}',
        form=chosen,
    )
    assert 'name="keep" checked' in html
    assert 'value="1">' in html
    assert 'value="2" checked>' in html
    assert '<option value="guest" selected>' in html


def test_problems_lead_to_their_fields() -> None:
    wrong = form(errors={"name": "That name is taken.", "due": "June has 30 days."})
    html = written("{{ problems(form) }}", form=wrong)
    assert "2 things need another look." in html
    assert '<a href="#due">June has 30 days.</a>' in html


def test_a_form_without_errors_has_no_problems() -> None:
    assert written("{{ problems(form) }}", form=form()).strip() == ""
