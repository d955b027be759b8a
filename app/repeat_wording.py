"""Repeats as people say them, in the viewer's language. In English they can be typed back as they are shown."""

from app.grammar.recurrence import WEEKEND, WORKDAYS, Rule
from app.i18n import N_, _, ngettext, viewer
from app.wording import listing, month_name, number, weekday_name

_NTH = {1: N_("first"), 2: N_("second"), 3: N_("third"), 4: N_("fourth"), -1: N_("last")}
_MANY = 31


def repeat(rrule: str | None) -> str:
    """The rule in words: "every Monday"; empty where nothing repeats."""
    rule = Rule.parse(rrule or "")
    return repeat_words(rule) if rule else ""


def repeat_words(rule: Rule) -> str:
    """The same for a rule."""
    if rule.unit == "week":
        return _weekly(rule)
    if rule.unit == "month":
        return _monthly(rule)
    if rule.unit == "year":
        return _yearly(rule)
    return ngettext("every day", "every %(n)s days", rule.interval) % {"n": number(rule.interval)}


def _weekly(rule: Rule) -> str:
    if rule.interval == 1 and rule.weekdays in (WORKDAYS, WEEKEND):
        return _("every weekday") if rule.weekdays == WORKDAYS else _("every weekend")
    days = listing([weekday_name(day) for day in rule.weekdays], at_most=_MANY)
    if rule.interval == 1:
        return _("every %(days)s") % {"days": days} if days else _("every week")
    weeks = ngettext("every %(n)s week", "every %(n)s weeks", rule.interval) % {"n": number(rule.interval)}
    return _("%(weeks)s on %(days)s") % {"weeks": weeks, "days": days} if days else weeks


def _monthly(rule: Rule) -> str:
    months = ngettext("every month", "every %(n)s months", rule.interval) % {"n": number(rule.interval)}
    if rule.nth:
        day = _("%(nth)s %(weekday)s") % {"nth": _(_NTH[rule.nth]), "weekday": weekday_name(rule.weekdays[0])}
    elif rule.monthdays == (-1,):
        day = _("last day")
    else:
        day = listing([_ordinal(day) for day in rule.monthdays], at_most=_MANY)
    return _("%(months)s on the %(day)s") % {"months": months, "day": day} if day else months


def _yearly(rule: Rule) -> str:
    years = ngettext("every year", "every %(n)s years", rule.interval) % {"n": number(rule.interval)}
    if not rule.month or not rule.monthdays:
        return years
    day = _("%(day)s %(month)s") % {"day": rule.monthdays[0], "month": month_name(rule.month)}
    return _("%(years)s on %(day)s") % {"years": years, "day": day}


def _ordinal(day: int) -> str:
    if viewer().language.language != "en":
        return number(day)
    return f"{day}{'th' if 10 < day < 14 else {1: 'st', 2: 'nd', 3: 'rd'}.get(day % 10, 'th')}"
