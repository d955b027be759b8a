"""Every screen there is, and the states in which it looks otherwise: what is measured and photographed."""

from collections.abc import Callable
from dataclasses import asdict, dataclass

from playwright.sync_api import Page

from tests.e2e.world import EMAIL, World

Arrange = Callable[[Page], None]


@dataclass(frozen=True)
class Screen:
    """An address with the names of World's fields in it, whose eyes see it, and what they do there first."""

    name: str
    path: str
    eyes: str = "mira"
    arrange: Arrange = lambda page: None
    status: int = 200

    def show(self, page: Page, world: World) -> None:
        """Go there."""
        response = page.goto(self.path.format(**asdict(world)))
        assert response is not None
        assert response.status == self.status, f"{self.name} answers {response.status}"
        self.arrange(page)


def _send_empty(page: Page) -> None:
    """Send the main form with its required fields empty, past the browser's own check."""
    page.locator("main form").evaluate_all("forms => forms.forEach(form => (form.noValidate = true))")
    form = page.locator("main form[method=post]", has=page.locator(".btn.go")).first
    for field in form.locator("input[required], textarea[required]").all():
        field.fill("")
    form.locator(".btn.go").click()
    page.locator("[role=alert]").first.wait_for()


def _add(words: str) -> Arrange:
    def add(page: Page) -> None:
        page.get_by_label("New todo in").fill(words)
        page.get_by_role("button", name="Add", exact=True).click()
        page.locator("#add-box .error, #toasts .toast").first.wait_for()

    return add


def _open_menu(page: Page) -> None:
    page.get_by_role("button", name="More for").click()
    page.locator(".menu:popover-open").wait_for()


def _ask_to_delete(page: Page) -> None:
    _open_menu(page)
    page.get_by_role("link", name="Delete").click()
    page.locator("dialog[open]").wait_for()


def _press(name: str, then: str) -> Arrange:
    def press(page: Page) -> None:
        page.locator("main").get_by_role("button", name=name).or_(
            page.locator("main").get_by_role("link", name=name)
        ).first.click()
        page.locator(then).first.wait_for()

    return press


def _sign_in_wrongly(page: Page) -> None:
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_label("Password").fill("not this one")
    page.get_by_role("button", name="Sign in").click()
    page.locator("[role=alert]").wait_for()


def _change_at_once(page: Page) -> None:
    """Two people save the same field."""
    title = page.get_by_label("Title").input_value()
    with page.context.expect_page() as opened:
        page.evaluate("window.open(location.href)")
    other = opened.value
    other.get_by_label("Title").fill(f"{title} on the hill")
    other.get_by_role("button", name="Save changes").click()
    other.wait_for_url("**/todos/*")
    other.close()
    page.get_by_label("Title").fill(f"{title} by the river")
    page.get_by_role("button", name="Save changes").click()
    page.locator("#conflict").wait_for()


SCREENS = (
    Screen("login", "/login", eyes=""),
    Screen("login-refused", "/login", eyes="", arrange=_sign_in_wrongly),
    Screen("join", "{join}", eyes=""),
    Screen("join-refused", "{join}", eyes="", arrange=_send_empty),
    Screen("join-used", "/join/nothing", eyes="", status=404),
    Screen("teams", "/teams"),
    Screen("teams-alone", "/teams", eyes="emil"),
    Screen("team-new", "/teams/new"),
    Screen("team-new-refused", "/teams/new", arrange=_send_empty),
    Screen("list", "/teams/{team}"),
    Screen("list-done-too", "/teams/{team}?done=on"),
    Screen("list-into", "/teams/{team}?into={section}"),
    Screen("list-refused", "/teams/{team}", arrange=_add("# One heading\n\n# Another")),
    Screen("list-menu", "/teams/{team}", arrange=_open_menu),
    Screen("list-delete", "/teams/{team}", arrange=_ask_to_delete),
    Screen("list-closure", "/teams/{team}", arrange=_press("Mark done: Move headquarters", "dialog[open]")),
    Screen("list-empty", "/teams/{bare}"),
    Screen("list-guest", "/teams/{team}", eyes="emil"),
    Screen("section", "/teams/{team}?section={section}"),
    Screen("team-edit", "/teams/{team}/edit"),
    Screen("team-edit-refused", "/teams/{team}/edit", arrange=_send_empty),
    Screen("sections", "/teams/{team}/sections"),
    Screen("section-edit", "/teams/{team}/sections/{section}/edit"),
    Screen("section-deletion", "/teams/{team}/sections/{section}/deletion"),
    Screen("roster", "/teams/{team}/roster"),
    Screen("roster-guest", "/teams/{team}/roster", eyes="emil"),
    Screen("roster-refused", "/teams/{team}/roster", arrange=_send_empty),
    Screen("roster-link", "/teams/{team}/roster", arrange=_press("Make a", "#join-url")),
    Screen("roster-remove", "/teams/{team}/roster", arrange=_press("Remove Ana", "dialog[open]")),
    Screen("departure", "/teams/{team}/roster/{ben}/departure"),
    Screen("labels", "/teams/{team}/labels"),
    Screen("label-edit", "/teams/{team}/labels/{label}/edit"),
    Screen("labels-refused", "/teams/{team}/labels", arrange=_send_empty),
    Screen("labels-empty", "/teams/{bare}/labels"),
    Screen("label-deletion", "/teams/{team}/labels/{label}/deletion"),
    Screen("label-delete", "/teams/{team}/labels", arrange=_press("Delete label “house”", "dialog[open]")),
    Screen("team-deletion", "/teams/{team}/deletion"),
    Screen("todo", "/todos/{todo}"),
    Screen("todo-guest", "/todos/{todo}", eyes="emil"),
    Screen("todo-menu", "/todos/{todo}", arrange=_open_menu),
    Screen("todo-heroes", "/todos/{todo}", arrange=_press("Change heroes", ".menu:popover-open")),
    Screen("todo-labels", "/todos/{todo}", arrange=_press("Change labels", ".menu:popover-open")),
    Screen("todo-edit", "/todos/{todo}/edit"),
    Screen("todo-edit-refused", "/todos/{todo}/edit", arrange=_send_empty),
    Screen("todo-edit-conflict", "/todos/{todo}/edit", arrange=_change_at_once),
    Screen("todo-move", "/todos/{todo}/move"),
    Screen("todo-move-away", "/todos/{todo}/move?team={bare}"),
    Screen("todo-deletion", "/todos/{todo}/deletion"),
    Screen("comment-edit", "/comments/{comment}/edit"),
    Screen("heroes", "/heroes"),
    Screen("hero", "/heroes/{ben}"),
    Screen("hero-me", "/heroes/{mira}"),
    Screen("hero-edit", "/heroes/{emil}/edit"),
    Screen("hero-edit-refused", "/heroes/{emil}/edit", arrange=_send_empty),
    Screen("hero-deletion", "/heroes/{ben}/deletion"),
    Screen("hero-deletion-held", "/heroes/{mira}/deletion"),
    Screen("trash", "/trash"),
    Screen("trash-empty", "/trash", eyes="emil"),
    Screen("trash-purge", "/trash/{trashed}/deletion"),
    Screen("trash-empty-it", "/trash/deletion"),
    Screen("settings", "/settings"),
    Screen("settings-refused", "/settings", arrange=_send_empty),
    Screen("error-403", "/teams/{team}/edit", eyes="emil", status=403),
    Screen("error-404", "/nowhere", status=404),
    Screen("error-405", "/teams/{team}/todos", status=405),
    Screen("gallery", "/gallery", eyes=""),
)
"""On a Sidekick with somebody in it."""
FIRST_SCREENS = (
    Screen("welcome", "/welcome", eyes=""),
    Screen("welcome-refused", "/welcome", eyes="", arrange=_send_empty),
)
"""On an empty one."""
