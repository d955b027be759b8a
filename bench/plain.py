"""The limit to measure against: FastAPI and uvicorn as the product uses them, and a route that does nothing."""

import os
import socket
import sys
from contextlib import suppress
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from starlette.responses import HTMLResponse
from uvicorn.supervisors import Multiprocess


def make() -> FastAPI:
    """An application that answers with the bytes of the file that BENCH_BODY names."""
    body = Path(os.environ["BENCH_BODY"]).read_bytes()
    app = FastAPI(openapi_url=None)

    @app.get("/page")
    @app.get("/healthz")
    def page() -> HTMLResponse:
        return HTMLResponse(body)

    return app


def serve(factory: str, workers: int) -> None:
    """Serve what a factory makes, as the product is served, on a free port, which is printed."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=2048)
    listener.set_inheritable(True)
    sys.stdout.write(f"http://127.0.0.1:{listener.getsockname()[1]}\n")
    sys.stdout.flush()
    config = uvicorn.Config(
        factory,
        factory=True,
        workers=workers,
        http="httptools",
        ws="none",
        access_log=False,
        log_level="warning",
    )
    if workers > 1:
        Multiprocess(config, sockets=[listener]).run()
        return
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listener])


if __name__ == "__main__":
    serve("bench.plain:make", int(sys.argv[1]))
