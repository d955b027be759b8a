"""What filters say, by example: shown on /help/filtering, and each of them is a test."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.filtering.model import Condition, Field, Filter, Group, Sort
from app.i18n import N_


@dataclass(frozen=True)
class Example:
    """A text, what it means in words, and the filter that it says."""

    text: str
    words: str
    told: Filter


@dataclass(frozen=True)
class Chapter:
    """Examples of one kind, with what there is to know about them."""

    title: str
    words: str
    examples: Sequence[Example]


def _is(field: Field, *values: str) -> Condition:
    return Condition(field, values)


def _not(field: Field, *values: str) -> Condition:
    return Condition(field, values, negated=True)


def _one(text: str, words: str, *conditions: Condition) -> Example:
    return Example(text, words, Filter(conditions))


CHAPTERS = (
    Chapter(
        N_("All at once"),
        N_(
            "Each word narrows the list. Values with commas between them widen it again: one of them is enough. "
            "A minus ahead says what shall not be. The address of the list says the same, so a filter can be kept as "
            "a bookmark or sent to somebody."
        ),
        (
            _one(
                "assignee:me due:<7d -label:house",
                N_("Mine, due before seven days are over, without the label house"),
                _is(Field.ASSIGNEE, "me"),
                _is(Field.DUE, "<7d"),
                _not(Field.LABEL, "house"),
            ),
            _one("label:house,garden", N_("With one of the two labels, or both"), _is(Field.LABEL, "house", "garden")),
            _one(
                "label:house label:garden",
                N_("With both labels"),
                _is(Field.LABEL, "house"),
                _is(Field.LABEL, "garden"),
            ),
            _one('section:"Up next"', N_("A name with spaces stands in quotes"), _is(Field.SECTION, "Up next")),
        ),
    ),
    Chapter(
        N_("Words"),
        N_("Any other word is looked for in titles and notes; its beginning is enough. All words have to be there."),
        (
            _one("roof", N_("Roof, roofer, roofing"), _is(Field.TEXT, "roof")),
            _one("roof -tile", N_("With roof, without tile"), _is(Field.TEXT, "roof"), _not(Field.TEXT, "tile")),
            _one('"label:house"', N_("In quotes, a word is nothing but a word"), _is(Field.TEXT, "label:house")),
        ),
    ),
    Chapter(
        N_("Heroes"),
        N_("By name, first name or handle. “by” is who made the todo."),
        (
            _one("assignee:ana", N_("Ana has it"), _is(Field.ASSIGNEE, "ana")),
            _one("assignee:nobody", N_("Nobody has it"), _is(Field.ASSIGNEE, "nobody")),
            _one(
                "assignee:anyone -assignee:me",
                N_("Others have it"),
                _is(Field.ASSIGNEE, "anyone"),
                _not(Field.ASSIGNEE, "me"),
            ),
            _one("by:me", N_("I made it"), _is(Field.BY, "me")),
        ),
    ),
    Chapter(
        N_("Days"),
        N_("A team's days are those at its headquarters. Days are written as in the add box."),
        (
            _one("due:late", N_("Late and still open"), _is(Field.DUE, "late")),
            _one("due:today", N_("Today"), _is(Field.DUE, "today")),
            _one("due:week", N_("This week"), _is(Field.DUE, "week")),
            _one("due:7d", N_("Today and the six days after it"), _is(Field.DUE, "7d")),
            _one("due:<=friday", N_("Until Friday"), _is(Field.DUE, "<=friday")),
            _one("due:2026-12-01..2026-12-24", N_("From one day to another"), _is(Field.DUE, "2026-12-01..2026-12-24")),
            _one("due:none", N_("Without a date"), _is(Field.DUE, "none")),
        ),
    ),
    Chapter(
        N_("The rest"),
        N_("“none” and “any” go with labels and sections. Teams can be named in the list of all todos."),
        (
            _one("label:none", N_("Without a label"), _is(Field.LABEL, "none")),
            _one("-section:any", N_("In no section"), _not(Field.SECTION, "any")),
            _one("priority:urgent,high", N_("Urgent or high"), _is(Field.PRIORITY, "urgent", "high")),
            _one("priority:medium", N_("Normal, which is also called medium or none"), _is(Field.PRIORITY, "medium")),
            _one("blocked:yes", N_("Waiting for another todo"), _is(Field.BLOCKED, "yes")),
            _one("closed:7d", N_("Done today or in the six days before it"), _is(Field.CLOSED, "7d")),
            _one("closed:>=2026-12-01", N_("Done on that day or later"), _is(Field.CLOSED, ">=2026-12-01")),
            _one("state:done", N_("Done, however long ago"), _is(Field.STATE, "done")),
            _one('team:"Kitchen Garden"', N_("Of this team"), _is(Field.TEAM, "Kitchen Garden")),
        ),
    ),
    Chapter(
        N_("Order"),
        N_(
            "Sort by own, due, priority, title, newest or changed; group by section, assignee, label, priority, due, "
            "team or none. A todo of several heroes or labels stands under the first of them."
        ),
        (Example("sort:due group:label", N_("Under its labels, due first"), Filter((), Sort.DUE, Group.LABEL)),),
    ),
)
