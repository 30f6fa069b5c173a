"""What the environment may set, and the sentence that a bad value gets."""

import os
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, DirectoryPath, Field, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict

from digit_reader.errors import UnknownWeights
from digit_reader.weights import weights_called

BYTES_PER_MB = 1024 * 1024


class SettingsError(ValueError):
    """The environment holds values the service cannot start with; says which and why."""


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def built_page() -> Path | None:
    """The exported page of the source checkout, where there is one and it has been built."""
    page = Path(__file__).parents[2] / "web" / "out"
    return page if (page / "index.html").is_file() else None


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


PositiveNumber = Annotated[float, Field(gt=0, allow_inf_nan=False)]
LogLevel = Literal["critical", "error", "warning", "info", "debug"]


class Settings(BaseSettings):
    """The service's settings; each field is read from the environment variable of its name."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore")

    host: str = Field(default="127.0.0.1", min_length=1)
    """The address to listen on."""

    port: int = Field(default=8000, ge=0, le=65535)
    """The port to listen on; 0 lets the system choose a free one."""

    workers: int = Field(default=1, ge=1)
    """Processes that share the port, each with its own reader."""

    max_concurrency: int = Field(default_factory=cores, ge=1)
    """Reads at once in each process, each on its own thread."""

    max_upload_mb: PositiveNumber = 15
    """Megabytes (of 1024 x 1024 bytes) that the body of a request may hold."""

    max_image_megapixels: PositiveNumber = Field(default=50, le=170)
    """Millions of pixels that an image may hold; Pillow opens none of more than 178."""

    model: Annotated[str, AfterValidator(_shipped)] = "digits"
    """The weights that read their charset; `/api/v1/models` tells which there are."""

    log_level: Annotated[LogLevel, BeforeValidator(_lower_case)] = "info"
    """The least serious messages that are logged; `debug` adds a line for each request."""

    page_dir: Annotated[DirectoryPath, AfterValidator(_has_index)] | None = Field(
        default_factory=built_page
    )
    """The exported page; by default that of the source checkout, once it has been built."""

    @property
    def max_upload_bytes(self) -> int:
        """`max_upload_mb` in bytes."""
        return int(self.max_upload_mb * BYTES_PER_MB)


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
    return f"{variable}={error['input']} cannot be used: {reason}."
