"""What the palette can do besides going to what it finds: one line each."""

from dataclasses import dataclass

from app.grammar.search import Query, fold, words_of
from app.i18n import N_, _


@dataclass(frozen=True)
class Command:
    """A line under “Do”. `words` find it too; `key` does the same without the palette.

    A `method` other than GET sends a form to the address; some are `for_admins` alone.
    """

    name: str
    icon: str
    url: str
    words: str = ""
    key: str = ""
    method: str = "GET"
    for_admins: bool = False


COMMANDS = (
    Command(N_("New team"), "plus", "/teams/new", N_("add make create")),
    Command(N_("My day"), "sun", "/", N_("go home today week late waiting"), key="G D"),
    Command(N_("All todos"), "list", "/todos", N_("go list filter"), key="G A"),
    Command(N_("All teams"), "teams", "/teams", N_("go"), key="G T"),
    Command(N_("Board of all teams"), "board", "/board", N_("go columns cards"), key="G B"),
    Command(N_("Calendar"), "calendar", "/calendar", N_("go month week days due"), key="G C"),
    Command(N_("All heroes"), "people", "/heroes", N_("go people"), key="G H"),
    Command(N_("My settings"), "sliders", "/settings", N_("profile password email language keys preferences")),
    Command(N_("Trash"), "trash", "/trash", N_("restore undo deleted")),
    Command(N_("Admin: heroes"), "key", "/admin/heroes", N_("everybody users accounts"), for_admins=True),
    Command(N_("Admin: teams"), "key", "/admin/teams", N_("all counts"), for_admins=True),
    Command(N_("Admin: invitations"), "key", "/admin/invitations", N_("links revoke"), for_admins=True),
    Command(N_("Admin: sign-ins"), "key", "/admin/sign-ins", N_("log refused"), for_admins=True),
    Command(N_("Admin: settings in force"), "key", "/admin/settings", N_("environment variables"), for_admins=True),
    Command(N_("Admin: health"), "key", "/admin/health", N_("doctor database disk mail"), for_admins=True),
    Command(N_("Undo the last change"), "undo", "/undo", N_("back revert"), key="Ctrl Z", method="POST"),
    Command(N_("Your changes"), "history", "/changes", N_("history undo redo activity")),
    Command(N_("All keys"), "keys", "/help/keys", N_("help shortcuts keyboard"), key="?"),
    Command(N_("Sign out"), "out", "/sign-in", N_("log off leave"), method="DELETE"),
)


def commands_for(query: Query, *, is_admin: bool) -> list[Command]:
    """The commands whose words begin like all of these; all of them for none."""
    return [command for command in COMMANDS if (is_admin or not command.for_admins) and _answers(command, query)]


def _answers(command: Command, query: Query) -> bool:
    own = [fold(word) for word in words_of(f"{_(command.name)} {_(command.words) if command.words else ''}")]
    return all(any(word.startswith(typed) for word in own) for typed in query.folded)
