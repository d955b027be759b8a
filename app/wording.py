"""Dates, numbers and lists as people say them, in the viewer's language and time zone."""

from babel.units import format_unit

from app.i18n import viewer

_MEGABYTE = 1_048_576


def size(octets: int) -> str:
    """A number of bytes: "2 MB"."""
    return format_unit(round(octets / _MEGABYTE, 1), "digital-megabyte", "short", locale=viewer().language)
