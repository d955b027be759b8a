"""Every screen there is, and the states in which it looks otherwise: what is measured and photographed."""

from collections.abc import Callable
from dataclasses import asdict, dataclass

from playwright.sync_api import Page

from tests.e2e.doors import confirm, forget_wrongly, give_password, mail_a_link, sign_in_wrongly
from tests.e2e.world import World

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
        page.get_by_label("New todo").fill(words)
        page.get_by_role("button", name="Add", exact=True).click()
        page.locator("#add-box .error, #toasts .toast").first.wait_for()

    return add


def _ask(words: str, question: str) -> Arrange:
    """Type into the box what is asked about before it is added."""

    def ask(page: Page) -> None:
        page.get_by_label("New todo").fill(words)
        page.get_by_role("button", name="Add", exact=True).click()
        page.get_by_role("button", name=question).wait_for()

    return ask


def _open_menu(page: Page) -> None:
    page.get_by_role("button", name="More for").click()
    page.locator(".menu:popover-open").wait_for()


def _ask_to_delete(page: Page) -> None:
    _open_menu(page)
    page.get_by_role("link", name="Delete").click()
    page.locator("dialog[open]").wait_for()


def _pick(menu: str = "", *, to_the_end: bool = True) -> Arrange:
    def pick(page: Page) -> None:
        # What is hidden until it is pointed at is pressed by its key.
        for row in page.locator("li.row").all()[:2]:
            row.get_by_role("link").focus()
            page.keyboard.press("x")
        page.locator("#bulk").wait_for()
        # At its end the list lies above the bar; further up the bar covers whatever is there just then.
        if to_the_end:
            page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        if menu:
            page.locator("#bulk").get_by_role("button", name=menu).click()
            page.locator(".menu:popover-open").wait_for()

    return pick


def _press(name: str, then: str) -> Arrange:
    def press(page: Page) -> None:
        page.locator("main").get_by_role("button", name=name).or_(
            page.locator("main").get_by_role("link", name=name)
        ).first.click()
        page.locator(then).first.wait_for()

    return press


def _open_palette(words: str) -> Arrange:
    def look_for(page: Page) -> None:
        page.keyboard.press("Control+k")
        page.keyboard.type(words)
        page.locator("#palette mark" if words else "#palette [role=option]").first.wait_for()

    return look_for


def _ask_for_keys(page: Page) -> None:
    page.keyboard.press("?")
    page.locator("#keys-dialog[open]").wait_for()


def _choose_keys(page: Page) -> None:
    page.get_by_text("Choose which").click()


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
    Screen("login-refused", "/login", eyes="", arrange=sign_in_wrongly),
    Screen("login-code", "/login/code", eyes="", arrange=give_password()),
    Screen("login-code-refused", "/login/code", eyes="", arrange=give_password("000000")),
    Screen("login-forgotten", "/login/forgotten", eyes=""),
    Screen("login-forgotten-refused", "/login/forgotten", eyes="", arrange=forget_wrongly),
    Screen("login-forgotten-asked", "/login/forgotten?asked=on", eyes=""),
    Screen("join", "{join}", eyes=""),
    Screen("join-refused", "{join}", eyes="", arrange=_send_empty),
    Screen("join-used", "/join/nothing", eyes="", status=404),
    Screen("invitation", "{invitation}", eyes="emil"),
    Screen("invitation-there", "{invitation}"),
    Screen("invitation-newcomer", "{invitation}", eyes=""),
    Screen("invitation-refused", "{invitation}", eyes="", arrange=_send_empty),
    Screen("invitation-gone", "/invitations/nothing", eyes="", status=410),
    Screen("day", "/"),
    Screen("day-guest", "/", eyes="emil"),
    Screen("day-refused", "/", arrange=_add("# One heading\n\n# Another")),
    Screen("day-reading", "/reading?text=Call+Ana+tomorrow+9am+%23house+!high+5/6&team={team}"),
    Screen("day-preview", "/", arrange=_ask("- Sweep tomorrow\n- Vote 5/6", "Add 2 todos")),
    Screen("day-selected", "/", arrange=_pick("Due…")),
    Screen("day-waiting", "/?place=waiting"),
    Screen("day-place-empty", "/?place=late"),
    Screen("teams", "/teams"),
    Screen("teams-alone", "/teams", eyes="emil"),
    Screen("team-new", "/teams/new"),
    Screen("team-new-refused", "/teams/new", arrange=_send_empty),
    Screen("list", "/teams/{team}"),
    Screen("list-filtered", "/teams/{team}?assignee=me,nobody&-priority=low&due=someday&group=label&sort=due"),
    Screen("list-nothing-fits", "/teams/{team}?label=none&state=done&due=today"),
    Screen("todos", "/todos"),
    Screen("help-filtering", "/help/filtering"),
    Screen("list-done-too", "/teams/{team}?done=on"),
    Screen("list-into", "/teams/{team}?into={section}"),
    Screen("list-refused", "/teams/{team}", arrange=_add("# One heading\n\n# Another")),
    Screen("list-reading", "/teams/{team}/reading?text=Call+Ana+tomorrow+9am+%23house+%23roof+@ben+!high+5/6+@zoe"),
    Screen("list-slip", "/teams/{team}", arrange=_ask("Fix the tap #hosue", "Use #house")),
    Screen("list-preview", "/teams/{team}", arrange=_ask("# Attic\n- Sweep @ana\n- Vote 5/6", "Add 2 todos")),
    Screen("help-adding", "/help/adding"),
    Screen("list-menu", "/teams/{team}", arrange=_open_menu),
    Screen("list-delete", "/teams/{team}", arrange=_ask_to_delete),
    Screen("list-closure", "/teams/{team}", arrange=_press("Mark done: Move headquarters", "dialog[open]")),
    Screen("list-selected", "/teams/{team}", arrange=_pick()),
    Screen("list-selected-heroes", "/teams/{team}", arrange=_pick("Assign…")),
    Screen("list-selected-due", "/teams/{team}", arrange=_pick("Due…")),
    Screen("list-selected-guest", "/teams/{team}", eyes="emil", arrange=_pick(to_the_end=False)),
    Screen("list-saved", "/teams/{team}?view={saved}"),
    Screen("saved-edit", "/saved/{saved}/edit"),
    Screen("list-empty", "/teams/{bare}"),
    Screen("list-guest", "/teams/{team}", eyes="emil"),
    Screen("section", "/teams/{team}?part={section}"),
    Screen("calendar", "/teams/{team}/calendar"),
    Screen("calendar-week-undated", "/teams/{team}/calendar?week=2026-W49&undated=on"),
    Screen("calendar-add", "/teams/{team}/calendar", arrange=_press("Add a todo on", ".day-add")),
    Screen("calendar-day", "/teams/{team}/calendar?day=2026-12-01"),
    Screen("calendar-guest", "/teams/{team}/calendar", eyes="emil"),
    Screen("calendar-due", "/teams/{team}/calendar", arrange=_press("Move or change: Call the roofer", "dialog[open]")),
    Screen("calendar-all", "/calendar?undated=on"),
    Screen("calendar-all-day", "/calendar?day=2026-12-01"),
    Screen("todo-due", "/todos/{todo}/due?back=/calendar"),
    Screen("board", "/teams/{team}/board"),
    Screen("board-guest", "/teams/{team}/board", eyes="emil"),
    Screen("boards", "/board"),
    Screen("team-edit", "/teams/{team}/edit"),
    Screen("team-edit-refused", "/teams/{team}/edit", arrange=_send_empty),
    Screen("sections", "/teams/{team}/sections"),
    Screen("section-edit", "/teams/{team}/sections/{section}/edit"),
    Screen("section-deletion", "/teams/{team}/sections/{section}/deletion"),
    Screen("roster", "/teams/{team}/roster"),
    Screen("audience", "/teams/{team}/audience"),
    Screen("audience-todo", "/todos/{todo}/audience", eyes="emil"),
    Screen("load", "/teams/{team}/load"),
    Screen("roster-guest", "/teams/{team}/roster", eyes="emil"),
    Screen("roster-refused", "/teams/{team}/roster", arrange=_send_empty),
    Screen("roster-link", "/teams/{team}/roster", arrange=_press("Make a", "#join-url")),
    Screen("invitations", "/teams/{bare}/invitations"),
    Screen("invitations-none", "/teams/{team}/invitations"),
    Screen("invitations-link", "/teams/{bare}/invitations", arrange=_press("Make a link", "#invitation-url")),
    Screen("invitations-mail", "/teams/{bare}/invitations", arrange=mail_a_link),
    Screen("roster-remove", "/teams/{team}/roster", arrange=_press("Remove Ana", "dialog[open]")),
    Screen("departure", "/teams/{team}/roster/{ben}/departure"),
    Screen("departure-held", "/teams/{bare}/roster/{mira}/departure"),
    Screen("labels", "/teams/{team}/labels"),
    Screen("label-edit", "/teams/{team}/labels/{label}/edit"),
    Screen("labels-refused", "/teams/{team}/labels", arrange=_send_empty),
    Screen("labels-empty", "/teams/{bare}/labels"),
    Screen("label-deletion", "/teams/{team}/labels/{label}/deletion"),
    Screen("label-merger", "/teams/{team}/labels/{label}/merger"),
    Screen("label-merger-look", "/teams/{team}/labels/{label}/merger", arrange=_press("Look first", ".fate")),
    Screen("label-delete", "/teams/{team}/labels", arrange=_press("Delete label “house”", "dialog[open]")),
    Screen("duplicate", "/teams/{team}/duplicate"),
    Screen("duplicate-look", "/teams/{team}/duplicate", arrange=_press("Look first", "#look")),
    Screen("duplicate-refused", "/teams/{team}/duplicate", arrange=_send_empty),
    Screen("archival", "/teams/{team}/archival"),
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
    Screen("todo-relations", "/todos/{todo}/relations"),
    Screen("todo-relations-found", "/todos/{todo}/relations?q=the&kind=relates"),
    Screen("todo-copy", "/todos/{todo}/copy"),
    Screen("todo-text", "/todos/{todo}/text"),
    Screen("team-text", "/teams/{team}/text"),
    Screen("section-text", "/teams/{team}/sections/{section}/text"),
    Screen("todo-deletion", "/todos/{todo}/deletion"),
    Screen("comment-edit", "/comments/{comment}/edit"),
    Screen("history-todo", "/todos/{todo}/history"),
    Screen("history-todo-guest", "/todos/{todo}/history", eyes="emil"),
    Screen("history-team", "/teams/{team}/history"),
    Screen("history-hero", "/heroes/{ben}/history"),
    Screen("activity", "/teams/{team}/activity"),
    Screen("activity-nothing", "/teams/{team}/activity?kind=undone"),
    Screen("changes", "/changes"),
    Screen("changes-none", "/changes", eyes="emil"),
    Screen("change", "/changes/{edited}"),
    Screen("change-question", "/changes/{edited}", arrange=_press("Undo", ".versus")),
    Screen("heroes", "/heroes"),
    Screen("hero", "/heroes/{ben}"),
    Screen("hero-me", "/heroes/{mira}"),
    Screen("hero-second-factor", "/heroes/{ben}/second-factor/deletion"),
    Screen("hero-edit", "/heroes/{emil}/edit"),
    Screen("hero-edit-refused", "/heroes/{emil}/edit", arrange=_send_empty),
    Screen("hero-merger", "/heroes/{ben}/merger"),
    Screen("hero-merger-look", "/heroes/{emil}/merger?into={mira}"),
    Screen("hero-merger-held", "/heroes/{mira}/merger?into={ben}"),
    Screen("hero-deletion", "/heroes/{ben}/deletion"),
    Screen("hero-deletion-held", "/heroes/{mira}/deletion"),
    Screen("search", "/search?q=keys"),
    Screen("search-todos", "/search?q=the&kind=todos&state=open&team={team}"),
    Screen("search-nothing", "/search?q=rooof"),
    Screen("search-nothing-near", "/search?q=hippopotamus&state=done"),
    Screen("search-asked-nothing", "/search"),
    Screen("search-palette", "/search/palette?q=roof"),
    Screen("palette", "/teams/{team}", arrange=_open_palette("")),
    Screen("palette-found", "/teams/{team}", arrange=_open_palette("keys")),
    Screen("keys", "/help/keys"),
    Screen("keys-dialog", "/teams/{team}", arrange=_ask_for_keys),
    Screen("trash", "/trash"),
    Screen("trash-empty", "/trash", eyes="emil"),
    Screen("trash-purge", "/trash/{trashed}/deletion"),
    Screen("trash-empty-it", "/trash/deletion"),
    Screen("settings", "/settings", arrange=_choose_keys),
    Screen("settings-refused", "/settings", arrange=_send_empty),
    Screen("second-factor", "/settings/second-factor"),
    Screen("second-factor-setup", "/settings/second-factor", arrange=confirm("Set it up", ".qr")),
    Screen("second-factor-on", "/settings/second-factor", eyes="ben"),
    Screen("second-factor-codes", "/settings/second-factor", eyes="ben", arrange=confirm("Make new codes", ".codes")),
    Screen("second-factor-end", "/settings/second-factor/deletion", eyes="ben"),
    Screen("passkeys", "/settings/passkeys", eyes="ben"),
    Screen("passkeys-none", "/settings/passkeys"),
    Screen("passkey-end", "/settings/passkeys/{passkey}/deletion", eyes="ben"),
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
