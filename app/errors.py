"""What can go wrong in a way that a person can do something about.

Raising one of these rolls the request back; the door that caught it answers with its `status` and its sentence.
"""


class AppError(Exception):
    """An expected refusal: an HTTP `status` and one plain sentence for the person who asked."""

    status = 400

    def __init__(self, message: str = "") -> None:
        super().__init__(message)
        self.message = message


class SignInRequired(AppError):
    """Nobody is signed in, or the session has ended."""

    status = 401


class NobodyYet(SignInRequired):
    """Nobody can sign in, because nobody is here yet: the first account is still to be made."""


class Forbidden(AppError):
    """They can see it but may not do this; the sentence says who can help."""

    status = 403


class ShutOut(Forbidden):
    """They have shown who they are, but may not come in."""


class Archived(Forbidden):
    """Its team is archived; `team_id` is which."""

    def __init__(self, message: str, team_id: int) -> None:
        super().__init__(message)
        self.team_id = team_id


class NotFound(AppError):
    """It does not exist, or not for this hero."""

    status = 404


class Conflict(AppError):
    """What was asked no longer fits what is there."""

    status = 409


class OnlyOwner(Conflict):
    """A team would have no owner left; `team_id` is which."""

    def __init__(self, message: str, team_id: int) -> None:
        super().__init__(message)
        self.team_id = team_id


class LostRace(Conflict):
    """Somebody else changed the same thing at the same moment."""


class Unprocessable(AppError):
    """The words are understood, but make no sense here; nothing was changed."""

    status = 422


class TooMany(AppError):
    """Too many attempts; `retry_after` is in seconds."""

    status = 429

    def __init__(self, message: str = "", retry_after: int = 60) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class Unavailable(AppError):
    """The database or a limited resource cannot serve this now; trying again later can work."""

    status = 503
    retry_after = 5
