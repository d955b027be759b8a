"""A filter in sentences: its conditions on chips, and what of it says nothing."""

from collections.abc import Callable, Mapping, Sequence

from app.access.filtering import Misread, Narrowing
from app.filtering import words
from app.filtering.due import Span, Undated, read_closed, read_due
from app.filtering.model import Condition, Field, Group, Sort
from app.grammar.here import Here
from app.i18n import N_, _, ngettext
from app.wording import listing, number, plain_date

MISREAD_SHOWN = 3
"""Sentences about what says nothing; whoever writes more of it knows."""
FIELDS: Mapping[Field, str] = {
    Field.TEXT: N_("Text"),
    Field.TEAM: N_("Team"),
    Field.ASSIGNEE: N_("Hero"),
    Field.LABEL: N_("Label"),
    Field.SECTION: N_("Section"),
    Field.PRIORITY: N_("Priority"),
    Field.DUE: N_("Due"),
    Field.STATE: N_("State"),
    Field.CLOSED: N_("Done"),
    Field.BY: N_("Made by"),
    Field.BLOCKED: N_("Blocked"),
}
WORDS: Mapping[str, str] = {
    words.ME: N_("me"),
    words.NOBODY: N_("nobody"),
    words.ANYONE: N_("anyone"),
    words.NONE: N_("none"),
    words.ANY: N_("any"),
    words.OPEN: N_("open"),
    words.DONE: N_("done"),
    words.ALL: N_("open and done"),
    words.YES: N_("yes"),
    words.NO: N_("no"),
    "urgent": N_("urgent"),
    "high": N_("high"),
    "normal": N_("normal"),
    "low": N_("low"),
    "late": N_("late"),
    "today": N_("today"),
    "week": N_("this week"),
    "7d": N_("next 7 days"),
}
DAYS: Mapping[Field, Callable[[str, Here], Span | Undated | None]] = {Field.DUE: read_due, Field.CLOSED: read_closed}
"""Fields whose values are days, and how they are read."""
SORTS: Mapping[Sort, str] = {
    Sort.OWN: N_("Own order"),
    Sort.DUE: N_("Due first"),
    Sort.PRIORITY: N_("Urgent first"),
    Sort.TITLE: N_("Title"),
    Sort.NEWEST: N_("Newest first"),
    Sort.CHANGED: N_("Changed last"),
}
GROUPS: Mapping[Group, str] = {
    Group.SECTION: N_("Section"),
    Group.ASSIGNEE: N_("Hero"),
    Group.LABEL: N_("Label"),
    Group.PRIORITY: N_("Priority"),
    Group.DUE: N_("Due"),
    Group.TEAM: N_("Team"),
    Group.NONE: N_("No groups"),
}


def value_words(field: Field, value: str, here: Here, narrowing: Narrowing | None = None) -> str:
    """A value as a sentence says it: “me”, “next 7 days”, “1 December to 24 December”, a name."""
    word = words.word_of(field, value) or (value.casefold() if field in DAYS else "")
    if word in WORDS:
        return word_words(field, word)
    if field in DAYS:
        return _days(DAYS[field](value, here), value)
    known = narrowing.known.get((field, value), ()) if narrowing else ()
    return known[0].name if known else value


def word_words(field: Field, word: str) -> str:
    """What a word of WORDS is called where this field has it."""
    if (field, word) == (Field.DUE, words.NONE):
        return _("no date")
    return _("last 7 days") if (field, word) == (Field.CLOSED, "7d") else _(WORDS[word])


def _days(span: Span | Undated | None, value: str) -> str:
    if span is None or isinstance(span, Undated) or span.late:
        return value
    if span.first and span.last:
        if span.first == span.last:
            return plain_date(span.first)
        return _("%(first)s to %(last)s") % {"first": plain_date(span.first), "last": plain_date(span.last)}
    if span.last:
        return _("up to %(day)s") % {"day": plain_date(span.last)}
    return _("from %(day)s") % {"day": plain_date(span.first)} if span.first else _("any day")


def chip_words(one: Condition, here: Here, narrowing: Narrowing) -> str:
    """A condition on its chip: “Label: house or garden”, “Hero: not me”."""
    values = [value_words(one.field, value, here, narrowing) for value in one.values]
    named = values[0] if len(values) == 1 else _or(values)
    negated = _("not %(value)s") % {"value": named} if one.negated else named
    return _("%(field)s: %(value)s") % {"field": _(FIELDS[one.field]), "value": negated}


def _or(values: Sequence[str]) -> str:
    return _("%(names)s or %(last)s") % {"names": ", ".join(values[:-1]), "last": values[-1]}


def doubts_in(narrowing: Narrowing, place: str) -> Sequence[str]:
    """What of the filter says nothing on this list, in sentences; the first few."""
    said = [_SENTENCES[one.reason](one, place) for one in narrowing.misread]
    shown = list(dict.fromkeys(said))
    rest = len(shown) - MISREAD_SHOWN
    more = [ngettext("And %(count)s more.", "And %(count)s more.", rest) % {"count": number(rest)}] if rest > 0 else []
    return [*shown[:MISREAD_SHOWN], *more]


def _no_name(one: Misread, place: str) -> str:
    if words.id_of(one.value) is not None:
        return _("A %(field)s of this filter is not there any more.") % {"field": _(FIELDS[one.field]).lower()}
    values = {"field": _(FIELDS[one.field]).lower(), "name": one.value, "place": place}
    return _("There is no %(field)s “%(name)s” on %(place)s.") % values


def _no_word(one: Misread, _place: str) -> str:
    match one.field:
        case Field.TEXT:
            if one.value.startswith("sort:"):
                return _("A list is not sorted by “%(value)s”: write %(words)s.") % _choices(one.value, list(Sort))
            if one.value.startswith("group:"):
                return _("A list is not grouped by “%(value)s”: write %(words)s.") % _choices(one.value, list(Group))
            return _("“%(value)s” has no word to look for.") % {"value": one.value}
        case Field.CLOSED:
            return _("“%(value)s” is no day: write today, week, 7d, or a date such as 2026-12-24.") % {
                "value": one.value
            }
        case Field.DUE:
            return _("“%(value)s” is no day: write late, today, week, 7d, <7d, none, or a date such as 2026-12-24.") % {
                "value": one.value
            }
    known = _choices(one.value, words.KNOWN.get(one.field, ()))
    return _("“%(value)s” says nothing here: write %(words)s.") % known


def _choices(value: str, choices: Sequence[str]) -> dict[str, str]:
    return {"value": value.partition(":")[2] or value, "words": listing([str(one) for one in choices], len(choices))}


def _several(one: Misread, _place: str) -> str:
    return _("“%(name)s” could be %(names)s; all of them are meant.") % {"name": one.value, "names": _or(one.names)}


def _too_many(_one: Misread, _place: str) -> str:
    return _("That is more than a list looks for at once; the rest of it was left out.")


_SENTENCES: dict[str, Callable[[Misread, str], str]] = {
    "no_name": _no_name,
    "no_word": _no_word,
    "several": _several,
    "too_many": _too_many,
}
