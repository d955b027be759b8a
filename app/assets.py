"""Stylesheets, scripts and pictures: read and compressed once, named by their content, kept by browsers for a year.

Every file has an address with the build's name in it, `/static/1f2e3d4c5b6a/app.js`; and a plain one,
`/static/icons.svg`, which browsers ask about again. All stylesheets are one file, and all scripts, both without
comments and blanks.
"""

import gzip
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path

import brotli
import rcssmin
import rjsmin
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from app.i18n import _
from app.scripts import joined

STYLES, SCRIPTS = "app.css", "app.js"
ENTRY = "js/app.js"
FOREVER = "public, max-age=31536000, immutable"
A_MOMENT = "public, max-age=300"
ASK_AGAIN = "no-cache"

_BUILD = re.compile(r"([0-9a-f]{12})/(.+)")
_BELOW = re.compile(r"(?<=[\w)\]&])\s+(?=::?[a-z])")
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}
_PACKED_ALREADY = frozenset({".png", ".woff2"})

Snapshot = frozenset[tuple[str, int, int]]


@dataclass(frozen=True)
class Asset:
    """One file as it is sent: its type, a name for its content, and its bytes by content coding ("" is plain)."""

    media_type: str
    tag: str
    bodies: Mapping[str, bytes]


@dataclass(frozen=True)
class Build:
    """All files at one moment, under a name made of their content."""

    name: str
    files: Mapping[str, Asset]


class Assets:
    """The files below a folder as an ASGI application to mount at `base`, and their addresses.

    `css/*.css` are joined into `app.css`, `_layers.css` first; `vendor/*.js`, then `js/app.js` with its imports,
    into `app.js`. With `watch`, files are read again when they change on disk.
    """

    def __init__(self, folder: Path, base: str = "/static", watch: bool = False) -> None:
        self._folder = folder
        self._base = base
        self._watch = watch
        self._seen = _snapshot(folder)
        self._build = _read(folder)

    def url(self, path: str) -> str:
        """The address of a file for a year. Raises LookupError for a file that is not there."""
        build = self._current()
        if path not in build.files:
            raise LookupError(f"There is no {path} among the static files.")
        return f"{self._base}/{build.name}/{path}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        path = scope["path"].removeprefix(scope.get("root_path", "")).removeprefix("/")
        await self._answer(request, path)(scope, receive, send)

    def _answer(self, request: Request, path: str) -> Response:
        if request.method not in {"GET", "HEAD"}:
            return Response(status_code=HTTPStatus.METHOD_NOT_ALLOWED, headers={"Allow": "GET, HEAD"})
        build = self._current()
        named = _BUILD.fullmatch(path)
        asset = build.files.get(named[2] if named else path)
        if asset is None:
            headers = {"Cache-Control": ASK_AGAIN}
            return PlainTextResponse(_("There is no such file."), HTTPStatus.NOT_FOUND, headers=headers)
        if not named:
            return _sent(asset, request, A_MOMENT)
        return _sent(asset, request, FOREVER if named[1] == build.name else ASK_AGAIN)

    def _current(self) -> Build:
        if self._watch and (seen := _snapshot(self._folder)) != self._seen:
            self._build, self._seen = _read(self._folder), seen
        return self._build


def _sent(asset: Asset, request: Request, caching: str) -> Response:
    coding = next((c for c in _codings(request.headers.get("accept-encoding", "")) if c in asset.bodies), "")
    tag = f'"{asset.tag}{coding and "-" + coding}"'
    headers = {"Cache-Control": caching, "ETag": tag, "Vary": "Accept-Encoding"}
    asked = {known.strip().removeprefix("W/") for known in request.headers.get("if-none-match", "").split(",")}
    if asked & {tag, "*"}:
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    if coding:
        headers["Content-Encoding"] = coding
    body = asset.bodies[coding]
    if request.method == "HEAD":
        return Response(headers=headers | {"Content-Type": asset.media_type, "Content-Length": str(len(body))})
    return Response(body, headers=headers | {"Content-Type": asset.media_type})


def _codings(accepted: str) -> list[str]:
    """Which of our content codings an `Accept-Encoding` header takes (RFC 9110, 12.5.3), the smallest first."""
    offers = [re.sub(r"\s", "", offer).lower().partition(";q=") for offer in accepted.split(",")]
    taken = {name for name, _sep, weight in offers if not re.fullmatch(r"0(\.0*)?", weight)}
    return [coding for coding in ("br", "gzip") if coding in taken]


def _paths(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("[!.]*") if path.is_file())


def _snapshot(folder: Path) -> Snapshot:
    stats = ((str(path), path.stat()) for path in _paths(folder))
    return frozenset((name, stat.st_mtime_ns, stat.st_size) for name, stat in stats)


def _read(folder: Path) -> Build:
    texts = {path.relative_to(folder).as_posix(): path.read_bytes() for path in _paths(folder)}
    texts[STYLES], texts[SCRIPTS] = styles(folder / "css"), _scripts(texts)
    total = hashlib.sha256(b"".join(f"{name} {_name(body)}\n".encode() for name, body in sorted(texts.items())))
    return Build(total.hexdigest()[:12], {name: _asset(Path(name).suffix, body) for name, body in texts.items()})


def styles(folder: Path) -> bytes:
    """The stylesheets in one, the one that orders the layers first."""
    paths = sorted(folder.glob("*.css"), key=lambda path: (path.name != "_layers.css", path))
    whole = "\n".join(path.read_text(encoding="utf-8") for path in paths)
    # A blank before a colon means "anything below that": it would be taken for one that means nothing.
    text: str = rcssmin.cssmin(_BELOW.sub(" *", whole))
    return text.encode()


def _scripts(texts: Mapping[str, bytes]) -> bytes:
    """What others wrote, and then our scripts in one."""
    vendor = [text.decode() for name, text in sorted(texts.items()) if re.fullmatch(r"vendor/.*\.js", name)]
    ours = {name: text.decode() for name, text in texts.items() if re.fullmatch(r"js/.*\.js", name)}
    text: str = rjsmin.jsmin("\n".join([*vendor, joined(ours, ENTRY)]))
    return text.encode()


@lru_cache(maxsize=512)
def _asset(suffix: str, body: bytes) -> Asset:
    packed = {} if suffix in _PACKED_ALREADY else {"br": brotli.compress(body), "gzip": gzip.compress(body, mtime=0)}
    smaller = {coding: text for coding, text in packed.items() if len(text) < len(body)}
    return Asset(_TYPES.get(suffix, "application/octet-stream"), _name(body), {"": body} | smaller)


def _name(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:16]
