"""Words in templates: translated for the viewer, values escaped, percent signs as translators write them."""

import pytest

from app.templating import environment


def said(template: str, **values: object) -> str:
    """What a template says."""
    return environment.from_string(template).render(values)


def test_values_are_escaped_and_words_are_not() -> None:
    assert said("{{ _('<b>%(name)s</b>', name=name) }}", name="<i>") == "<b>&lt;i&gt;</b>"
    assert said("{% trans name %}Hello {{ name }}{% endtrans %}", name="<i>") == "Hello &lt;i&gt;"


def test_a_percent_sign_is_written_twice_with_values_and_without() -> None:
    assert said("{{ _('100%% of them') }}") == "100% of them"
    assert said("{{ _('%(part)s%% of them', part=12) }}") == "12% of them"


@pytest.mark.parametrize(("count", "words"), [(1, "1 todo"), (2, "2 todos")])
def test_the_number_of_things_is_among_the_values(count: int, words: str) -> None:
    assert said("{{ ngettext('%(num)d todo', '%(num)d todos', count) }}", count=count) == words


def test_one_english_word_can_be_two_in_other_languages() -> None:
    assert said("{{ pgettext('place', 'Home') }}") == "Home"


def test_templates_have_no_names_of_their_own() -> None:
    """So that all of them share one dictionary of those that every template knows."""
    template = environment.get_template("ui/icon.html")
    assert template.globals is environment.globals
    assert said("{{ asset('icons.svg') }}").startswith("/static/")
