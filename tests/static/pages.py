"""Pages of the app's own layout around any main, and the answers of a server that is not there."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from playwright.sync_api import Route

from app.middleware.security_headers import CONTENT_SECURITY_POLICY
from app.templating import environment
from app.toasts import Toast

PAGE = """{% extends "layouts/page.html" %}
{% from "ui/form.html" import form_to, field, textarea, problems %}
{% from "ui/button.html" import button, menu, copy %}
{% from "ui/feedback.html" import dialog %}
{% block title %}A page{% endblock %}
{% block main %}"""
HERO = SimpleNamespace(name="Mira Lindqvist", initials="ML", hue="orchid", is_admin=False)

Answers = dict[str, Callable[[Route], None]]


def render(main: str, toast: Toast | None = None, **names: Any) -> str:
    """A whole page with this main."""
    chrome = SimpleNamespace(
        hero=HERO,
        teams=[],
        section="",
        toast=toast,
        hue="",
        theme="auto",
        locale="en",
        direction="ltr",
        single_keys=True,
        keys_off=(),
        key="a-key",
    )
    return environment.from_string(PAGE + main + "{% endblock %}").render(chrome=chrome, **names)


def part(target: str, swap: str, content: str = "", **names: Any) -> str:
    """One region of an answer."""
    imports = PAGE.split("\n", 1)[1].rsplit("{% block title", 1)[0]
    text = environment.from_string(imports + content).render(**names)
    return f'<hx-partial hx-target="{target}" hx-swap="{swap}">{text}</hx-partial>'


def html(text: str, status: int = 200) -> Callable[[Route], None]:
    """An answer."""
    headers = {"Content-Security-Policy": CONTENT_SECURITY_POLICY}
    return lambda route: route.fulfill(status=status, body=text, content_type="text/html", headers=headers)
