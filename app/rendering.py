"""Pages and fragments: typed views that render themselves, and the two ways to answer with them."""

from dataclasses import dataclass, fields
from threading import Lock
from typing import Any, ClassVar
from urllib.parse import quote, urlencode, urlsplit

from cachetools import LRUCache, cached
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from app import i18n
from app.access import Access
from app.access.rows import TodoLine
from app.assets import Assets
from app.chrome import STEP, chrome, told
from app.conditional import BESIDE, VARY
from app.models import Team
from app.paths import plain_address
from app.request import Ctx
from app.settings import ROOT
from app.templating import environment
from app.toasts import Toast, toast_for
from app.understood import own_words

assets = Assets(ROOT / "static")
environment.globals["asset"] = assets.url


class View:
    """A frozen dataclass with a template: its fields are exactly the names that the template may use."""

    template: ClassVar[str]

    def __init_subclass__(cls, template: str | None = None) -> None:
        super().__init_subclass__()
        if template is not None:
            cls.template = template

    def context(self) -> dict[str, Any]:
        """The template's names."""
        return {item.name: getattr(self, item.name) for item in fields(self)}  # type: ignore[arg-type]  # subclasses are dataclasses

    def __html__(self) -> Markup:
        return Markup(environment.get_template(self.template).render(self.context()))


class Fragment(View):
    """A view with one root element, whose id it knows; its template prints `id="{{ id }}"`."""

    @property
    def id(self) -> str:
        """The id of the root element."""
        raise NotImplementedError

    def context(self) -> dict[str, Any]:
        """The template's names, the id among them."""
        return super().context() | {"id": self.id}


ROOM = 12 * 1024 * 1024
"""Letters of text that are kept: of some 6,000 rows."""


class KeptView(View):
    """A view that is rendered once for everybody who sees it alike.

    Its text is kept under all that its template can read: its own fields, which must be frozen through and through, the
    viewer, and the address of the icons, which names the build of the static files. So it cannot be out of date.
    """

    def __html__(self) -> Markup:
        return kept(self, i18n.viewer(), assets.url("icons.svg"))


@cached(LRUCache[Any, Markup](ROOM, getsizeof=len), lock=Lock(), info=True)
def kept(view: KeptView, _viewer: i18n.Viewer, _icons: str) -> Markup:
    """The text of a view."""
    return View.__html__(view)


class KeptFragment(KeptView, Fragment):
    """A fragment of this kind."""


class Page(View):
    """A whole signed-in page. `section` is its place in the navigation; one that `fits_beside` shows beside a list."""

    section: ClassVar[str] = ""
    fits_beside: ClassVar[bool] = False

    @property
    def paper(self) -> Team | None:
        """The team on whose paper it is, which is current in the side bar; None for a page of no team."""
        return None


class OpenPage(View):
    """A whole page for those who are not signed in: it extends the gate layout by itself."""


class Part:
    """One region of an answer: where it goes and what goes there."""

    def __init__(self, target: str, swap: str, content: View | Markup) -> None:
        self.target, self.swap, self.content = target, swap, content

    def __html__(self) -> Markup:
        return Markup('<hx-partial hx-target="%s" hx-swap="%s">%s</hx-partial>') % (
            self.target,
            self.swap,
            self.content,
        )


def replace(fragment: Fragment) -> Part:
    """Put a fragment in the place of its former self; typed input in it is reset."""
    return Part(f"#{fragment.id}", "outerHTML", fragment)


def append(fragment: View, to: str) -> Part:
    """Put a fragment at the end of the element with this id."""
    return Part(f"#{to}", "beforeend", fragment)


def put_ahead(fragment: View, of: str) -> Part:
    """Put a fragment ahead of the element with this id."""
    return Part(f"#{of}", "beforebegin", fragment)


def put_behind(fragment: View, of: str) -> Part:
    """Put a fragment behind the element with this id."""
    return Part(f"#{of}", "afterend", fragment)


def remove(element_id: str) -> Part:
    """Take the element with this id away."""
    return Part(f"#{element_id}", "delete", Markup(""))


def over_the_page(dialog: View | None) -> Part:
    """Show a dialog over the page; None closes the one that is there."""
    return Part("#dialogs", "innerHTML", dialog or Markup(""))


@dataclass(frozen=True)
class ToastView(View, template="shared/_toast.html"):
    """The toast that slides in with an answer."""

    toast: Toast


def close_sheet() -> Part:
    """Take away the todo that is open beside the list."""
    return Part("#sheet", "outerHTML", Markup('<aside id="sheet" hidden></aside>'))


def pop_up(toast: Toast) -> Part:
    """Let a toast slide in, below those that are there."""
    return Part("#toasts", "beforeend", ToastView(toast))


def fragment(view: Fragment) -> Response:
    """A fragment alone, for a script of ours that knows its place."""
    return HTMLResponse(view.__html__(), headers={"Vary": VARY})


def wants_parts(request: Request) -> bool:
    """Whether htmx asks, and so swaps regions."""
    return request.headers.get("hx-request") == "true"


def page(ctx: Ctx, view: Page, status: int = 200) -> Response:
    """A whole page; for a partial request what stands in its main, or beside the list that is open."""
    partial = ctx.request.headers.get("hx-request-type") == "partial"
    beside = partial and view.fits_beside and is_beside(ctx.request)
    layout = "sheet" if beside else "partial" if partial else "page"
    answers = partial and ctx.request.method != "GET"
    place = {"HX-Retarget": "#sheet" if beside else "#main", "HX-Reswap": "outerHTML"} if answers else {}
    return HTMLResponse(_render(ctx, view, layout, _address(ctx.request)), status, {"Vary": VARY, **place})


def is_beside(request: Request) -> bool:
    """Whether a todo is open beside a list, and the answer goes there."""
    return BESIDE in request.headers


def in_sheet(ctx: Ctx, view: Page, address: str) -> Part:
    """Show a page of this address beside the list."""
    return Part("#sheet", "outerHTML", _render(ctx, view, "sheet", address))


def _render(ctx: Ctx, view: Page, layout: str, address: str) -> Markup:
    step = ctx.request.query_params.get(STEP)
    days = ctx.settings.trash_days
    around: dict[str, Any] = {"layout": f"layouts/{layout}.html"}
    if layout == "page":
        around["chrome"] = chrome(ctx.access, step, days, view.section, view.paper)
    else:
        around |= {"address": address, "told": told(ctx.access, step, days)}
    return Markup(environment.get_template(view.template).render(view.context() | around))


def _address(request: Request) -> str:
    """The address of the page that is asked for; empty where it is the answer to a form."""
    return plain_address(request.url.path, request.url.query) if request.method == "GET" else ""


def open_page(view: OpenPage, status: int = 200) -> Response:
    """A page for those who are not signed in."""
    viewer = i18n.viewer()
    look = {
        "locale": viewer.tag,
        "direction": viewer.language.text_direction,
        "theme": "auto",
        "hue": "",
        "single_keys": False,
        "keys_off": (),
        "toast": None,
    }
    text = environment.get_template(view.template).render(view.context() | {"chrome": look})
    return HTMLResponse(text, status, {"Vary": VARY})


def elsewhere(request: Request, url: str) -> Response:
    """Go on at another page of ours."""
    if wants_parts(request):
        return _sent_on(url)
    return RedirectResponse(url, 303)


def _sent_on(url: str) -> Response:
    """What htmx follows. A header holds no letters beyond ASCII, so they go as those of a redirect do."""
    return Response(None, 200, {"HX-Redirect": quote(url, safe=":/%#?=@[]!$&'()*+,;"), "Vary": VARY})


def swaps(ctx: Ctx, *parts: Part, otherwise: str | Page, status: int = 200, line: TodoLine | None = None) -> Response:
    """The answer to a write. For htmx the regions that changed, and the toast; else a redirect to `otherwise`, or that
    page with the status (422 for a form with errors); without any region that changed htmx goes there too. With the
    `line` of the todo that it was done to at hand, the toast need not ask for it."""
    if not wants_parts(ctx.request) or (not parts and isinstance(otherwise, Page)):
        if isinstance(otherwise, Page):
            return page(ctx, otherwise, status)
        return RedirectResponse(_telling(otherwise, ctx.access), 303)
    if not parts and isinstance(otherwise, str):
        return _sent_on(_telling(otherwise, ctx.access))
    history = ctx.access.history()
    toast = toast_for(history, ctx.settings.trash_days, own_words(ctx.access, history, line))
    regions = [*parts, *([pop_up(toast)] if toast else [])]
    return HTMLResponse(Markup("").join(part.__html__() for part in regions), status, {"Vary": VARY})


def with_step(url: str, step_id: int) -> str:
    """The address of a page that tells of a step."""
    parts = urlsplit(url)
    query = "&".join(part for part in (parts.query, urlencode({STEP: step_id})) if part)
    return parts._replace(query=query).geturl()


def _telling(url: str, access: Access) -> str:
    history = access.history()
    return with_step(url, history.id) if history.changes or history.origin else url
