"""Everything that can be set, with what it means. No setting is required."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import Field, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from app.i18n import N_

ROOT = Path(__file__).resolve().parent.parent
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class Settings(BaseSettings):
    """Read from the environment: each field is `SIDEKICK_` and its name in capitals."""

    model_config = SettingsConfigDict(env_prefix="SIDEKICK_", frozen=True)

    data_dir: Path = Field(ROOT / "data", description=N_("Folder of the embedded database. Made if it is not there."))
    database_url: str = Field(
        "", description=N_("Database address, such as postgresql://user:password@host/name. Empty: SQLite in data_dir.")
    )
    host: str = Field("127.0.0.1", description=N_("Address to listen on."))
    port: int = Field(8000, ge=0, le=65535, description=N_("Port to listen on."))
    public_url: str = Field(
        "", description=N_("Address that people type, such as https://todo.example.org. Links are built from it.")
    )
    allowed_hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        (),
        description=N_("Further host names to answer to, separated by commas. IP addresses and localhost always work."),
    )
    forwarded_allow_ips: str = Field(
        "", description=N_("Proxies whose X-Forwarded-For and X-Forwarded-Proto are believed, separated by commas.")
    )
    environment: Literal["local", "production"] = Field(
        "local", description=N_("“production” hides the gallery of components, which is for developers.")
    )
    pool_size: int = Field(
        12, ge=1, le=200, description=N_("Database connections, and so requests at work, per process.")
    )
    body_limit: int = Field(2_097_152, ge=1024, description=N_("Largest request that is read, in bytes."))
    trash_days: int = Field(30, ge=1, le=3650, description=N_("Days that the trash keeps what was deleted."))
    history_days: int = Field(730, ge=1, le=36500, description=N_("Days that the history remembers who changed what."))
    sign_in_log_days: int = Field(
        90, ge=1, le=3650, description=N_("Days that the log of sign-ins remembers who came in and who was refused.")
    )
    session_days: int = Field(30, ge=1, le=365, description=N_("Days after which an unused sign-in ends."))
    session_max_days: int = Field(
        365, ge=1, le=3650, description=N_("Days after which every sign-in ends, however much it is used.")
    )
    smtp_url: str = Field(
        "",
        description=N_(
            "Mail server, such as smtp://user:password@mail.example.org (STARTTLS, port 587) or smtps:// (TLS, "
            "port 465). Empty: no mail is sent, and links are handed on by people."
        ),
    )
    mail_from: str = Field("", description=N_("Address that mails come from, such as sidekick@example.org."))

    @field_validator("allowed_hosts", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("public_url")
    @classmethod
    def _is_an_origin(cls, value: str) -> str:
        if value and (urlsplit(value).scheme not in {"http", "https"} or not urlsplit(value).netloc):
            raise ValueError("must start with http:// or https:// and name a host")
        return value.rstrip("/")

    @field_validator("smtp_url")
    @classmethod
    def _is_a_mail_server(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (parts.scheme not in {"smtp", "smtps"} or not parts.hostname or parts.port == 0):
            raise ValueError("must start with smtp:// or smtps:// and name a host")
        return value

    @field_validator("mail_from")
    @classmethod
    def _can_send(cls, value: str, info: ValidationInfo) -> str:
        mails = bool(info.data.get("smtp_url"))
        if (mails or value) and not re.fullmatch(r"[^\s@<>]+@[^\s@<>]+", value):
            raise ValueError("must be an address such as sidekick@example.org for SIDEKICK_SMTP_URL to be of use")
        if mails and not info.data.get("public_url"):
            raise ValueError("is of use only with SIDEKICK_PUBLIC_URL, which the links in mails are built from")
        return value

    @property
    def mails(self) -> bool:
        """Whether mails can be sent."""
        return bool(self.smtp_url)

    @property
    def sqlalchemy_url(self) -> str:
        """The database address in the form that SQLAlchemy wants."""
        if not self.database_url:
            return f"sqlite:///{self.data_dir / 'sidekick.db'}"
        scheme, _, rest = self.database_url.partition("://")
        return f"postgresql+psycopg2://{rest}" if scheme in {"postgres", "postgresql"} else self.database_url

    @property
    def secure(self) -> bool:
        """Whether people reach us over TLS."""
        return self.public_url.startswith("https://")

    @property
    def on_loopback(self) -> bool:
        """Whether only this very machine can reach us directly, and no proxy stands in front."""
        return self.host in LOOPBACK and not self.public_url

    @property
    def origin(self) -> str:
        """The address that links start with."""
        return self.public_url or f"http://{self.host}:{self.port}"


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings in force in this process."""
    return Settings()
