"""The application, put together: the only file that knows every part."""

from collections.abc import AsyncIterator
from contextlib import AbstractContextManager, asynccontextmanager, nullcontext

from anyio import Semaphore, to_thread
from fastapi import FastAPI
from starlette.types import ASGIApp
from starlette_compress import CompressMiddleware

from app import __version__, schema, upkeep, web
from app.conditional import build_of
from app.database import make_engine
from app.heap import keep_what_is_there, share_one_heap
from app.kept_pages import Keeping, KeptPages
from app.known_pages import Known
from app.middleware import BodyLimit, CrossOrigin, HostCheck, Language, MethodOverride, RequestId, SecurityHeaders
from app.paths import leading
from app.pictures import BYTES_MAX
from app.post import Post
from app.rendering import assets
from app.settings import Settings
from app.settings import settings as settings_in_force
from app.web.errors import refuse_early

WITH_FILES = {r"/heroes/[0-9]+/picture": BYTES_MAX + 2_097_152}
"""Paths of forms with a file, and the bytes of one; what is a bit too large is told so by the form itself."""
TURNS = 4
"""Threads that may be busy with passwords: a few more than compute at a time, so that none of those stands idle."""


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    # As many threads as connections: a request that has a thread never waits for a connection.
    to_thread.current_default_thread_limiter().total_tokens = app.state.settings.pool_size
    with _duties(app):
        yield
    app.state.post.close()
    app.state.engine.dispose()


def _duties(app: FastAPI) -> AbstractContextManager[None]:
    if not app.state.on_duty:
        return nullcontext()
    schema.check(app.state.engine)
    return upkeep.hourly(app.state.engine, app.state.settings)


def on_duty() -> FastAPI:
    """Sidekick as `python -m app serve` runs it: it starts only on the schema that it wants, and does the upkeep."""
    share_one_heap()
    app = create_app(on_duty=True)
    keep_what_is_there()
    return app


class Application(FastAPI):
    """FastAPI with its headers around everything, so that even the answer to a crash carries them."""

    def build_middleware_stack(self) -> ASGIApp:
        """The middleware, the outermost last."""
        return SecurityHeaders(RequestId(super().build_middleware_stack()), https=self.state.settings.secure)


def create_app(settings: Settings | None = None, *, on_duty: bool = False) -> FastAPI:
    """Sidekick, ready to be served; with these settings instead of the environment's."""
    settings = settings or settings_in_force()
    app = Application(
        title="Sidekick", version=__version__, docs_url=None, redoc_url=None, openapi_url=None, lifespan=_lifespan
    )
    app.state.settings = settings
    app.state.on_duty = on_duty
    app.state.build = build_of(settings)
    app.state.kept_pages = KeptPages()
    app.state.engine = make_engine(settings)
    app.state.post = Post()
    app.state.leads_to_page = leading(app)
    app.state.uploads = Semaphore(1)
    app.state.turns = Semaphore(min(TURNS, max(1, settings.pool_size // 2)))
    app.mount("/static", assets)
    web.open_door(app)
    _stand_guard(app, settings)
    return app


def _stand_guard(app: FastAPI, settings: Settings) -> None:
    """The middleware, from the inside out."""
    app.add_middleware(MethodOverride, on_refusal=refuse_early)
    app.add_middleware(CrossOrigin, public_url=settings.public_url, on_refusal=refuse_early)
    app.add_middleware(BodyLimit, limit=settings.body_limit, wider=WITH_FILES, on_refusal=refuse_early)
    app.add_middleware(Known)
    app.add_middleware(HostCheck, public_url=settings.public_url, names=settings.allowed_hosts, on_refusal=refuse_early)
    app.add_middleware(Language)
    # A tenth of a millisecond makes a page ten times smaller; brotli takes six times as long. Nobody learns a secret
    # from the size of an answer: what shows one answers a form of ours, which no other site can send with the cookie.
    app.add_middleware(CompressMiddleware, zstd_level=3, brotli=False, gzip_level=6)
    app.add_middleware(Keeping, pages=lambda: app.state.kept_pages)
