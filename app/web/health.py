"""GET /healthz: for the proxy in front and for whoever watches."""

from starlette.responses import PlainTextResponse, Response

from app.request import OpenCtx, Router

router = Router()


@router.get("/healthz")
def show(ctx: OpenCtx) -> Response:
    """Say "ok" while the database answers."""
    ctx.guest.ping()
    return PlainTextResponse("ok")
