"""Traces over OTLP/HTTP, where the environment says where to; FastAPI makes a span of each request.

OpenTelemetry's SDK is the extra `otel`, so it is imported only where it is asked for.
"""

import os
from importlib import import_module
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from digit_service.settings import SettingsError

if TYPE_CHECKING:
    from fastapi.telemetry import TelemetryConfig
    from opentelemetry.sdk.trace import TracerProvider

_ENDPOINTS = ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT")
_PROTOCOLS = ("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL")
_SPOKEN = "http/protobuf"
_NEVER_TRACED = frozenset(("/healthz", "/readyz", "/metrics"))


def check_tracing() -> None:
    """Raises SettingsError where traces are asked for and cannot be sent."""
    asked = _asked()
    if asked is None:
        return
    variable, endpoint = asked
    parts = urlsplit(endpoint)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SettingsError(
            f"{variable}={endpoint} cannot be used: write an address like http://localhost:4318."
        )
    for protocol in filter(os.environ.get, _PROTOCOLS):
        if os.environ[protocol] != _SPOKEN:
            raise SettingsError(
                f"{protocol}={os.environ[protocol]} cannot be used: "
                f"traces are sent as {_SPOKEN} only."
            )
    try:
        import_module("opentelemetry.exporter.otlp.proto.http.trace_exporter")
    except ImportError as error:
        raise SettingsError(
            f"{variable} is set, but what sends traces is not installed: "
            'install "digit-service[otel]", or leave it unset.'
        ) from error


class Tracing:
    """Where the spans of an application go: nowhere, unless the environment names an endpoint."""

    def __init__(self) -> None:
        """The SDK reads the other OTEL_ variables itself."""
        self._provider = _provider() if _asked() else None

    @property
    def telemetry(self) -> "TelemetryConfig":
        """What FastAPI is told to watch: traces only, the metrics and the log being ours."""
        return {
            "tracer_provider": self._provider,
            "tracing": self._provider is not None,
            "metrics": False,
            "logs": False,
            "operation_spans": False,
            "auto_configure": False,
            "exclude": lambda scope: scope["path"] in _NEVER_TRACED,
        }

    def close(self) -> None:
        """Send what has not been sent yet; this may take seconds."""
        if self._provider is not None:
            self._provider.shutdown()


def _asked() -> tuple[str, str] | None:
    """The variable that names an endpoint, and its value."""
    for variable in _ENDPOINTS:
        if value := os.environ.get(variable):
            return variable, value
    return None


def _provider() -> "TracerProvider":
    from opentelemetry.exporter.otlp.proto.http import trace_exporter  # noqa: PLC0415
    from opentelemetry.sdk import resources, trace  # noqa: PLC0415
    from opentelemetry.sdk.trace import export  # noqa: PLC0415

    # The environment's own name for the service goes before this one.
    resource = resources.Resource.create({resources.SERVICE_NAME: "digit-reader"}).merge(
        resources.OTELResourceDetector().detect()
    )
    provider = trace.TracerProvider(resource=resource)
    provider.add_span_processor(export.BatchSpanProcessor(trace_exporter.OTLPSpanExporter()))
    return provider
