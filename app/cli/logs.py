"""What the server writes to its error output: one line per event, with the name of the request that it belongs to."""

from typing import Any

LINE = "%(asctime)s %(levelname)s %(request_id)s %(name)s %(message)s"


def log_config(*, access: bool) -> dict[str, Any]:
    """The configuration for `logging.config.dictConfig`; with `access`, one line per request too."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"request": {"()": "app.middleware.RequestIdFilter"}},
        "formatters": {"line": {"format": LINE}},
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "stream": "ext://sys.stderr",
                "formatter": "line",
                "filters": ["request"],
            }
        },
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "app": {"level": "INFO"},
            # The server's own news is what `serve` prints; its access log has a switch.
            "uvicorn.error": {"level": "WARNING"},
            "uvicorn.access": {"level": "INFO" if access else "WARNING"},
        },
    }
