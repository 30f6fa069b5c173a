"""What the service lets be seen of itself: metrics, logs, request ids and traces."""

import io
import json
import logging
import os
import re
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import pytest
from drawn_pages import draw, encode
from processes import COMMAND, started, until, workers_of
from prometheus_client.parser import text_string_to_metric_families
from running import assert_problem, read, service, serving, wait_until_ready

from digit_service.app import create_app
from digit_service.logs import JsonLines, TextLines, WithRequestId
from digit_service.reading_thread import ReadingProcesses
from digit_service.settings import Settings

DASHBOARD = Path(__file__).parents[2] / "docker" / "grafana" / "digit-reader.json"


def number(client: httpx.Client, name: str, **labels: str) -> float:
    """What /metrics says of this series, or of all that have these labels together; 0 if none."""
    return sum(
        sample.value
        for family in text_string_to_metric_families(client.get("/metrics").text)
        for sample in family.samples
        if sample.name == name and labels.items() <= sample.labels.items()
    )


def names(client: httpx.Client) -> set[str]:
    """All that /metrics tells something of."""
    families = text_string_to_metric_families(client.get("/metrics").text)
    return {sample.name for family in families for sample in family.samples}


# Metrics


def test_metrics_are_in_the_format_of_prometheus(client: httpx.Client) -> None:
    answer = client.get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain; version=")
    assert {"process_resident_memory_bytes", "process_cpu_seconds_total"} <= names(client)


@pytest.mark.parametrize(
    ("series", "labels", "more"),
    [
        (
            "digit_reader_requests_total",
            {"route": "/api/v1/read", "method": "POST", "status": "200"},
            1,
        ),
        ("digit_reader_request_seconds_count", {"route": "/api/v1/read"}, 1),
        ("digit_reader_step_seconds_count", {"step": "receive"}, 1),
        ("digit_reader_step_seconds_count", {"step": "wait"}, 1),
        ("digit_reader_step_seconds_count", {"step": "see"}, 1),
        ("digit_reader_step_seconds_count", {"step": "conclude"}, 1),
        ("digit_reader_characters_total", {}, 3),
        ("digit_reader_characters_total", {"unreadable": "no"}, 3),
        ("digit_reader_reading_confidence_count", {}, 1),
    ],
)
def test_a_reading_counts(
    client: httpx.Client, series: str, labels: dict[str, str], more: int
) -> None:
    before = number(client, series, **labels)
    assert read(client, encode(draw("407"))).json()["text"] == "407"
    until(lambda: number(client, series, **labels) == before + more)


def test_steps_and_requests_take_time(client: httpx.Client) -> None:
    def seconds(series: str, **labels: str) -> float:
        return number(client, f"digit_reader_{series}_seconds_sum", **labels)

    read(client, encode(draw("407")))
    for step in ("receive", "wait", "see", "conclude"):
        assert seconds("step", step=step) > 0
    assert seconds("request", route="/api/v1/read") > 0


def test_nothing_waits_or_runs_when_nobody_asks(client: httpx.Client) -> None:
    read(client, encode(draw("407")))
    until(lambda: number(client, "digit_reader_images_running") == 0)
    assert number(client, "digit_reader_images_waiting") == 0


@pytest.mark.parametrize(
    ("image", "reason"),
    [
        (b"", "empty-image"),
        (b"not an image", "unknown-format"),
        (b"\x89PNG\r\n\x1a\n", "broken-image"),
    ],
)
def test_a_rejection_counts_by_its_reason(client: httpx.Client, image: bytes, reason: str) -> None:
    before = number(client, "digit_reader_rejections_total", reason=reason)
    assert read(client, image).status_code >= 400
    assert number(client, "digit_reader_rejections_total", reason=reason) == before + 1


def test_asking_too_often_counts_and_metrics_are_never_too_often() -> None:
    with service(Settings(rate_limit="1/hour")) as client:
        before = number(client, "digit_reader_rejections_total", reason="too-many-requests")
        statuses = [read(client, encode(draw("407"))).status_code for _ in range(3)]
        assert statuses == [200, 429, 429]
        after = number(client, "digit_reader_rejections_total", reason="too-many-requests")
        assert after == before + 2


def test_a_lost_redis_is_seen() -> None:
    # Nobody listens at this port.
    with service(Settings(rate_limit_storage="redis://127.0.0.1:1")) as client:
        read(client, encode(draw("407")))
        assert number(client, "digit_reader_redis_lost") == 1


@pytest.mark.parametrize(
    ("path", "route"),
    [
        ("/", "page"),
        ("/icon.svg", "page"),
        ("/nothing-here", "other"),
        ("/api/nothing-here", "other"),
        ("/healthz", "/healthz"),
    ],
)
def test_each_path_counts_for_a_route(client: httpx.Client, path: str, route: str) -> None:
    before = number(client, "digit_reader_requests_total", route=route)
    client.get(path)
    until(lambda: number(client, "digit_reader_requests_total", route=route) == before + 1)
    assert "nothing-here" not in client.get("/metrics").text


def test_an_unknown_method_is_no_label(client: httpx.Client) -> None:
    client.request("PROPFIND", "/healthz")
    assert "PROPFIND" not in client.get("/metrics").text


def test_the_dashboard_asks_for_metrics_that_exist(client: httpx.Client) -> None:
    read(client, b"not an image")
    dashboard = json.loads(DASHBOARD.read_text())
    queries = [target["expr"] for panel in dashboard["panels"] for target in panel["targets"]]
    assert queries
    asked = {name for query in queries for name in re.findall(r"(?:digit|process)_\w+", query)}
    assert asked <= names(client)


def is_stopped(pid: int) -> bool:
    """Whether this process has been stopped by a signal."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "T"


@contextmanager
def only(worker: int, workers: set[int]) -> Iterator[None]:
    """Meanwhile only this worker answers."""
    others = workers - {worker}
    for other in others:
        os.kill(other, signal.SIGSTOP)
        until(lambda pid=other: is_stopped(pid))  # type: ignore[misc]
    try:
        yield
    finally:
        for other in others:
            os.kill(other, signal.SIGCONT)


def pids(client: httpx.Client) -> set[int]:
    """The processes that /metrics tells of."""
    families = text_string_to_metric_families(client.get("/metrics").text)
    samples = [sample for family in families for sample in family.samples]
    return {int(sample.labels["pid"]) for sample in samples if "pid" in sample.labels}


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks at processes in /proc")
def test_metrics_add_up_over_the_workers() -> None:
    with started(WORKERS="2", RATE_LIMIT="") as (process, client):
        until(lambda: len(workers_of(process.pid)) == 2)
        # Each call has a connection of its own, which any worker may take.
        client.headers["Connection"] = "close"
        workers = workers_of(process.pid)
        for worker in workers:
            with only(worker, workers):
                wait_until_ready(client)
                assert read(client, encode(draw("407"))).status_code == 200
                assert read(client, b"not an image").status_code == 415
        for worker in workers:
            with only(worker, workers):
                assert number(client, "digit_reader_characters_total") == 6
                assert number(client, "digit_reader_rejections_total", reason="unknown-format") == 2
                assert pids(client) >= workers | {process.pid}

        killed = workers.pop()
        os.kill(killed, signal.SIGKILL)
        until(lambda: killed not in pids(client) and len(workers_of(process.pid)) == 2)
        assert number(client, "digit_reader_characters_total") == 6


@pytest.mark.parametrize("workers", ["1", "2"])
def test_nothing_is_left_of_the_metrics(workers: str, tmp_path: Path) -> None:
    # One that somebody else made, and is gone, does no harm.
    gone = str(tmp_path / "gone")
    with started(WORKERS=workers, TMPDIR=str(tmp_path), PROMETHEUS_MULTIPROC_DIR=gone) as (
        process,
        client,
    ):
        wait_until_ready(client)
        assert client.get("/metrics").status_code == 200
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
    assert not list(tmp_path.iterdir())


# Request ids


@pytest.mark.parametrize("sent", ["a", "x" * 64, "Order_7.b-2"])
def test_a_plain_request_id_is_kept(client: httpx.Client, sent: str) -> None:
    assert client.get("/healthz", headers={"X-Request-ID": sent}).headers["x-request-id"] == sent


@pytest.mark.parametrize("sent", [None, "", "x" * 65, "two words", 'quote"', "a/b", "é"])
def test_any_other_request_gets_an_id(client: httpx.Client, sent: str | None) -> None:
    headers = [] if sent is None else [(b"X-Request-ID", sent.encode())]
    given = {client.get("/healthz", headers=headers).headers["x-request-id"] for _ in range(2)}
    assert len(given) == 2
    assert all(re.fullmatch("[0-9a-f]{32}", each) for each in given)


@pytest.mark.parametrize("path", ["/", "/nothing", "/api/nothing", "/api/v1/read", "/metrics"])
def test_every_answer_has_one_id(client: httpx.Client, path: str) -> None:
    assert len(client.get(path).headers.get_list("x-request-id")) == 1


# The log


@contextmanager
def logged(formatter: logging.Formatter) -> Iterator[io.StringIO]:
    """What is logged meanwhile."""
    lines = io.StringIO()
    handler = logging.StreamHandler(lines)
    handler.setFormatter(formatter)
    handler.addFilter(WithRequestId())
    logging.getLogger().addHandler(handler)
    try:
        yield lines
    finally:
        logging.getLogger().removeHandler(handler)


def fails(*_: object) -> None:
    logging.getLogger("digit_service").warning("About to fail")
    raise RuntimeError("a secret")


def test_a_traceback_is_logged_with_the_id_of_its_request(monkeypatch: pytest.MonkeyPatch) -> None:
    with logged(JsonLines()) as lines, service(Settings()) as client:
        monkeypatch.setattr(ReadingProcesses, "do", fails)
        client.headers["X-Request-ID"] = "request-7"
        answer = read(client, encode(draw("407")))
    assert_problem(answer, 500)
    assert answer.headers["x-request-id"] == "request-7"
    assert "secret" not in answer.text
    entries = [json.loads(line) for line in lines.getvalue().splitlines()]
    # The first comes from the thread that reads.
    warning, failure = [entry for entry in entries if entry["request_id"] == "request-7"]
    assert warning["message"] == "About to fail"
    assert failure["level"] == "ERROR"
    assert failure["traceback"].endswith("RuntimeError: a secret")


def test_a_traceback_in_text(monkeypatch: pytest.MonkeyPatch) -> None:
    with logged(TextLines()) as lines, service(Settings()) as client:
        monkeypatch.setattr(ReadingProcesses, "do", fails)
        client.headers["X-Request-ID"] = "request-7"
        read(client, encode(draw("407")))
    text = lines.getvalue()
    assert re.search(r"^[-\d]+ \S+ WARNING  digit_service \[request-7\] About to fail$", text, re.M)
    assert text.endswith("RuntimeError: a secret\n")


@contextmanager
def logging_to(file: Path, **environment: str) -> Iterator[httpx.Client]:
    """A client of the service, whose log is complete afterwards."""
    with (
        file.open("w") as log,
        subprocess.Popen(
            COMMAND,
            env=os.environ | {"PORT": "0"} | environment,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        ) as process,
    ):
        try:
            assert process.stdout is not None
            address = process.stdout.readline().split()[-1]
            with httpx.Client(base_url=address, timeout=60) as client:
                wait_until_ready(client)
                yield client
            process.send_signal(signal.SIGTERM)
            assert process.wait(60) == 0
        finally:
            process.kill()


def ours(file: Path) -> list[str]:
    """The lines of a log, but for what TensorFlow Lite's own code writes past Python.

    It writes the end of a line by itself: where two processes do so at once, one end comes late.
    """
    lines = file.read_text().splitlines()
    return [line for line in lines if line and "TensorFlow Lite" not in line]


def ask_with_secrets(client: httpx.Client) -> None:
    """Two requests that hold secrets wherever there is place for one."""
    secrets = {"Authorization": "secret", "User-Agent": "secret", "X-Request-ID": "secret secret"}
    image = {"image": ("secret.png", encode(draw("407")))}
    client.post("/api/v1/read?secret=secret", files=image, headers=secrets)
    client.get("/secret?secret=secret", headers=secrets)


@pytest.mark.parametrize("workers", ["1", "2"])
def test_the_log_in_json(workers: str, tmp_path: Path) -> None:
    log = tmp_path / "log"
    with logging_to(log, LOG_LEVEL="debug", WORKERS=workers) as client:
        ask_with_secrets(client)
        known = client.get("/healthz").headers["x-request-id"]
    lines = ours(log)
    entries: list[dict[str, Any]] = [json.loads(line) for line in lines]
    for entry in entries:
        assert entry.keys() >= {"time", "level", "logger", "message", "request_id"}
    (asked,) = [entry for entry in entries if entry["request_id"] == known]
    assert asked["level"] == "DEBUG"
    assert (asked["method"], asked["route"], asked["status"]) == ("GET", "/healthz", 200)
    assert asked["milliseconds"] >= 0
    requests = [(entry["route"], entry["status"]) for entry in entries if "route" in entry]
    assert ("/api/v1/read", 200) in requests
    assert ("other", 404) in requests
    assert any(entry["logger"].startswith("uvicorn") for entry in entries)
    assert not any("secret" in line or "127.0.0.1" in line for line in lines)


def test_the_log_in_text(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with logging_to(log, LOG_LEVEL="debug", LOG_FORMAT="text") as client:
        ask_with_secrets(client)
        known = client.get("/healthz").headers["x-request-id"]
    lines = ours(log)
    (asked,) = [line for line in lines if known in line]
    assert re.search(r" DEBUG .* GET /healthz 200 in [\d.]+ ms$", asked)
    assert not any("secret" in line or "127.0.0.1" in line or "None" in line for line in lines)


def test_a_request_has_no_line_unless_it_failed(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with logging_to(log) as client:
        client.get("/healthz")
        client.get("/nothing")
    entries = [json.loads(line) for line in ours(log)]
    assert entries
    assert all(entry["status"] == 503 for entry in entries if "route" in entry)


def test_clients_are_named_where_that_is_asked_for(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with logging_to(log, LOG_LEVEL="debug", LOG_CLIENTS="true") as client:
        known = client.get("/healthz").headers["x-request-id"]
    (asked,) = [json.loads(line) for line in ours(log) if known in line]
    assert asked["client"] == "127.0.0.1"


# Traces


class Collector(BaseHTTPRequestHandler):
    """Keeps what is posted to it."""

    posted: list[tuple[str, bytes]]

    def do_POST(self) -> None:
        """Take it, and say so."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.posted.append((self.path, body))
        self.send_response(200)
        self.send_header("Content-Type", "application/x-protobuf")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing needs to be told."""


@contextmanager
def collecting() -> Iterator[tuple[str, list[tuple[str, bytes]]]]:
    """The address of a collector of traces, and the paths and bodies posted to it."""
    posted: list[tuple[str, bytes]] = []
    handler = type("Handler", (Collector,), {"posted": posted})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", posted
        finally:
            server.shutdown()
            thread.join()


def test_each_request_that_is_asked_for_makes_a_span(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("opentelemetry.exporter.otlp.proto.http", reason="the extra is missing")
    from opentelemetry.proto.collector.trace.v1 import trace_service_pb2  # noqa: PLC0415

    with collecting() as (address, posted):
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", address)
        with serving(create_app(Settings())) as client:
            wait_until_ready(client)
            assert read(client, encode(draw("407"))).status_code == 200
            client.get("/metrics")
            client.get("/healthz")
    assert {path for path, _ in posted} == {"/v1/traces"}
    requests = [trace_service_pb2.ExportTraceServiceRequest.FromString(body) for _, body in posted]
    resources = [spans for request in requests for spans in request.resource_spans]
    spans = [span for each in resources for scope in each.scope_spans for span in scope.spans]
    assert [span.name for span in spans] == ["POST /api/v1/read"]
    named = {each.key: each.value.string_value for each in resources[0].resource.attributes}
    assert named["service.name"] == "digit-reader"
    told = {each.key for each in spans[0].attributes}
    assert not told & {"client.address", "net.peer.ip", "user_agent.original", "http.user_agent"}


def complaint(**environment: str) -> str:
    """What a start says that stops because of a setting."""
    ended = subprocess.run(
        COMMAND,
        env=os.environ | {"PORT": "0"} | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 2
    assert ended.stdout == ""
    assert len(ended.stderr.splitlines()) == 1
    return ended.stderr


def test_traces_without_their_packages_stop_the_start(tmp_path: Path) -> None:
    missing = 'import sys\nsys.modules["opentelemetry.exporter"] = None\n'
    (tmp_path / "sitecustomize.py").write_text(missing)
    address = "http://localhost:4318"
    said = complaint(OTEL_EXPORTER_OTLP_ENDPOINT=address, PYTHONPATH=str(tmp_path))
    assert said.startswith("OTEL_EXPORTER_OTLP_ENDPOINT is set, but ")
    assert 'install "digit-service[otel]"' in said


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4318"),
        ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "/v1/traces"),
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"),
    ],
)
def test_where_traces_cannot_go_stops_the_start(variable: str, value: str) -> None:
    environment = {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://localhost:4318"} | {variable: value}
    assert complaint(**environment).startswith(f"{variable}={value} cannot be used: ")
