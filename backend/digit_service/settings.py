"""What the environment may set, and the sentence that a bad value gets."""

import os
import re
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from limits import parse_many
from pydantic import (
    AfterValidator,
    AliasChoices,
    BeforeValidator,
    DirectoryPath,
    Field,
    ValidationError,
)
from pydantic_core import ErrorDetails, PydanticCustomError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from redis.asyncio.connection import parse_url

from digit_reader.errors import UnknownWeights
from digit_reader.weights import weights_called

BYTES_PER_MB = 1024 * 1024
# Where this file lies in the source checkout; of an installed package, nothing is there.
CHECKOUT = Path(__file__).parents[2]
# What stands before the host in an address.
SECRET = re.compile(r"://[^/@]*@")


class SettingsError(ValueError):
    """The environment holds values the service cannot start with; says which and why."""


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def default_database() -> str:
    """A file in the folder `var` of the source checkout or, without one, of the current folder."""
    home = CHECKOUT if (CHECKOUT / "web").is_dir() else Path.cwd()
    return f"{SQLITE}{home / 'var' / 'feedback.db'}"


def cores_up_to_four() -> int:
    """How many cores reading uses where nothing else is said."""
    return min(cores(), 4)


def built_page() -> Path | None:
    """The exported page: that of the package, or of the source checkout once it has been built."""
    pages = (Path(__file__).parent / "page", CHECKOUT / "web" / "out")
    return next((page for page in pages if (page / "index.html").is_file()), None)


def _lower_case(value: object) -> object:
    return value.lower() if isinstance(value, str) else value


def _has_index(directory: Path) -> Path:
    if not (directory / "index.html").is_file():
        raise PydanticCustomError("no_page", "There is no index.html in this folder")
    return directory


def _shipped(name: str) -> str:
    try:
        weights_called(name)
    except UnknownWeights as error:
        reason = str(error).removesuffix(".")
        raise PydanticCustomError("no_weights", "{reason}", {"reason": reason}) from error
    return name


def _rate(text: str) -> str:
    try:
        limits = parse_many(text) if text else []
        if any(not (0 < each.amount <= MOST and 0 < each.multiples <= MOST) for each in limits):
            raise ValueError(text)
    except ValueError as error:
        reason = "write it like 300/minute, or 5/second;300/minute, or leave it empty"
        raise PydanticCustomError("no_rate", "{reason}", {"reason": reason}) from error
    return text


def _storage(text: str) -> str:
    try:
        known = text == MEMORY or bool(parse_url(text))
    except ValueError:
        known = False
    if not known:
        reason = "write memory://, or redis://host:port, or rediss://host:port"
        raise PydanticCustomError("no_storage", "{reason}", {"reason": reason})
    return text


def _listed(value: object) -> object:
    if not isinstance(value, str):
        return value
    return tuple(each.strip() for each in value.split(",") if each.strip())


def _database(url: str) -> str:
    """The address as SQLAlchemy wants it."""
    try:
        parts = urlsplit(url)
        usable = bool(parts.path.strip("/")) and parts.port != 0
    except ValueError:
        usable = False
    if usable and parts.scheme in POSTGRESQL:
        return url.replace(f"{parts.scheme}:", "postgresql+psycopg:", 1)
    memory = parts.path.endswith(":memory:") if usable else True
    if memory or parts.scheme != "sqlite" or parts.netloc or parts.query:
        reason = "write sqlite:///path/to/file.db, or postgresql://user:password@host/name"
        raise PydanticCustomError("no_database", "{reason}", {"reason": reason})
    return url


def _network(value: object) -> object:
    try:
        return ip_network(value) if isinstance(value, str) else value
    except ValueError as error:
        reason = "write networks like 10.0.0.0/8"
        raise PydanticCustomError("no_network", "{reason}", {"reason": reason}) from error


def _origin(text: str) -> str:
    parts = urlsplit(text)
    if text != "*" and (parts.scheme not in ("http", "https") or not parts.netloc or parts.path):
        reason = "write origins like https://example.org, without a path"
        raise PydanticCustomError("no_origin", "{reason}", {"reason": reason})
    return text


MEMORY = "memory://"
SQLITE = "sqlite:///"
POSTGRESQL = ("postgres", "postgresql", "postgresql+psycopg")
# How an address tells redis-py to take any certificate.
TRUSTING = "ssl_cert_reqs=none&ssl_check_hostname=false"
# No limit is larger than this, nor its window longer in its unit.
MOST = 1_000_000
Network = IPv4Network | IPv6Network
PositiveNumber = Annotated[float, Field(gt=0, allow_inf_nan=False)]
LogLevel = Literal["critical", "error", "warning", "info", "debug"]


class Settings(BaseSettings):
    """The service's settings; each field is read from the environment variable of its name."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore", populate_by_name=True)

    host: str = Field(default="127.0.0.1", min_length=1)
    """The address to listen on."""

    port: int = Field(default=8000, ge=0, le=65535)
    """The port to listen on; 0 lets the system choose a free one."""

    workers: int = Field(default=1, ge=1)
    """Processes that share the port, each with its own reader."""

    max_concurrency: int = Field(default_factory=cores_up_to_four, ge=1)
    """Reads at once in each process, each on a thread with a reading process of its own; by
    default the cores, but at most 4: one event loop keeps no more busy, and each takes memory."""

    read_timeout_s: PositiveNumber = 20
    """Seconds that a read may take; one that takes longer is stopped."""

    max_read_memory_mb: PositiveNumber = 768
    """Megabytes that a read may take while it runs; only Linux counts them."""

    max_queue: int = Field(default=64, ge=0)
    """Images that may wait in each process until a thread is free; more are told to come back."""

    queue_timeout_s: PositiveNumber = 5
    """Seconds after which an image that waits is told to come back."""

    rate_limit: Annotated[str, AfterValidator(_rate)] = "300/minute"
    """Images that each client may send in any window of that length; empty: any number."""

    rate_limit_storage: Annotated[str, AfterValidator(_storage)] = Field(
        default=MEMORY, validation_alias=AliasChoices("rate_limit_storage", "redis_url")
    )
    """Where that is counted: `memory://`, shared out among WORKERS, or `redis://…` for several
    processes and machines. `REDIS_URL` is taken where this is not set."""

    redis_tls_verify: bool = True
    """Whether the certificate of a Redis at `rediss://…` has to be one that can be trusted; that
    of Heroku's Redis is not."""

    trusted_proxies: Annotated[
        tuple[Annotated[Network, BeforeValidator(_network)], ...],
        NoDecode,
        BeforeValidator(_listed),
    ] = ()
    """Networks, like 10.0.0.0/8, whose word for the client's address is taken."""

    cors_origins: Annotated[
        tuple[Annotated[str, AfterValidator(_origin)], ...], NoDecode, BeforeValidator(_listed)
    ] = ()
    """Origins, like https://example.org, whose pages may ask; `*` for all, none by default."""

    max_upload_mb: PositiveNumber = 15
    """Megabytes (of 1024 x 1024 bytes) that the body of a request may hold."""

    max_uploads_mb: PositiveNumber = 120
    """Megabytes of all bodies together that a worker holds at once, batches aside."""

    max_image_megapixels: PositiveNumber = Field(default=50, le=170)
    """Millions of pixels that an image may hold; Pillow opens none of more than 178."""

    upload_timeout_s: PositiveNumber = 30
    """Seconds in which the body of a request has to arrive; of a batch, the longest pause in it."""

    max_batch_files: int = Field(default=1000, ge=1)
    """Images in one batch, those in zip files included."""

    max_batch_mb: PositiveNumber = 200
    """Megabytes that the body of a batch may hold."""

    feedback: bool = True
    """Whether feedback is accepted and kept."""

    database_url: Annotated[str, AfterValidator(_database)] = Field(
        default_factory=default_database
    )
    """Where it is kept: `sqlite:///path/to/file.db`, or `postgresql://…` (`postgres://` too)."""

    feedback_retention_days: Annotated[float, Field(gt=0, le=36500, allow_inf_nan=False)] = 180
    """Days after which it is deleted."""

    model: Annotated[str, AfterValidator(_shipped)] = "digits"
    """The weights that read their charset; `/api/v1/models` tells which there are."""

    log_level: Annotated[LogLevel, BeforeValidator(_lower_case)] = "info"
    """The least serious messages that are logged; `debug` adds a line for each request."""

    log_format: Literal["json", "text"] = "json"
    """One JSON object a line, or lines for people."""

    log_clients: bool = False
    """Whether the log names the addresses of clients."""

    drain_timeout_s: PositiveNumber = 25
    """Seconds in which what runs may end after the service was told to stop."""

    page_dir: Annotated[DirectoryPath, AfterValidator(_has_index)] | None = Field(
        default_factory=built_page
    )
    """The exported page; by default the package's own, or `web/out` of a source checkout."""

    @property
    def redis_url(self) -> str | None:
        """Where Redis is; None where requests are counted in memory."""
        if self.rate_limit_storage == MEMORY:
            return None
        address = urlsplit(self.rate_limit_storage)
        if self.redis_tls_verify or address.scheme != "rediss":
            return self.rate_limit_storage
        query = "&".join(filter(None, (address.query, TRUSTING)))
        return address._replace(query=query).geturl()

    @property
    def sqlite_file(self) -> Path | None:
        """The file that feedback is kept in; None where another database keeps it."""
        if not self.database_url.startswith(SQLITE):
            return None
        return Path(self.database_url.removeprefix(SQLITE))

    @property
    def max_upload_bytes(self) -> int:
        """`max_upload_mb` in bytes."""
        return int(self.max_upload_mb * BYTES_PER_MB)

    @property
    def max_uploads_bytes(self) -> int:
        """`max_uploads_mb` in bytes; a single upload of `max_upload_mb` is always held."""
        return max(int(self.max_uploads_mb * BYTES_PER_MB), self.max_upload_bytes)

    @property
    def max_read_bytes(self) -> int:
        """`max_read_memory_mb` in bytes."""
        return int(self.max_read_memory_mb * BYTES_PER_MB)

    @property
    def max_batch_bytes(self) -> int:
        """`max_batch_mb` in bytes."""
        return int(self.max_batch_mb * BYTES_PER_MB)


def load_settings() -> Settings:
    """The settings of this process's environment.

    Raises SettingsError, with a sentence for each variable that is wrong.
    """
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsError("\n".join(_sentence(each) for each in error.errors())) from error


def _sentence(error: ErrorDetails) -> str:
    variable = str(error["loc"][0]).upper()
    reason = error["msg"][:1].lower() + error["msg"][1:]
    shown = SECRET.sub("://…@", str(error["input"]))
    return f"{variable}={shown} cannot be used: {reason}."
