"""Alive, ready, which models; and what happens while the service is not ready or fails."""

import shutil
from dataclasses import asdict
from pathlib import Path
from threading import Event
from typing import get_args

import httpx
import pytest
from drawn_pages import draw, encode
from processes import until
from running import assert_problem, read, service, serving, wait_until_ready

from digit_reader import ImageError
from digit_reader.weights import cards, weights_for
from digit_service import errors, readers
from digit_service.app import create_app
from digit_service.reading_thread import ReadingProcesses
from digit_service.schemas import Charset
from digit_service.settings import Settings


def test_alive(client: httpx.Client) -> None:
    assert client.get("/healthz").json() == {"status": "alive"}


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_balancers_ask_for_the_head_only(client: httpx.Client, path: str) -> None:
    answer = client.head(path)
    assert (answer.status_code, answer.content) == (200, b"")


def test_ready(client: httpx.Client) -> None:
    until(lambda: client.get("/readyz").json()["parts"]["feedback"] == "ready")
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ready",
        "parts": {
            "reader": "ready",
            "reading_processes": Settings().max_concurrency,
            "page": "ready",
            "rate_limits": "off",
            "feedback": "ready",
        },
    }


def test_model_cards(client: httpx.Client) -> None:
    answer = client.get("/api/v1/models").json()
    assert [card["name"] for card in answer["models"]] == [card.name for card in cards()]
    for told, card in zip(answer["models"], cards(), strict=True):
        assert told.keys() == asdict(card).keys()
        assert told["sha256"] == card.sha256


def test_every_charset_offered_has_weights() -> None:
    assert set(get_args(Charset)) <= {card.charset for card in cards()}


def test_every_error_of_the_reader_has_its_problem() -> None:
    kinds = {errors.from_reader(kind("It is bad.")).kind for kind in ImageError.__subclasses__()}
    assert kinds == {"empty-image", "broken-image", "unknown-format", "too-many-pixels"}


def test_not_ready_while_starting(monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = Event()

    really_start = ReadingProcesses.start

    def slow_start(processes: ReadingProcesses) -> None:
        go_on.wait()
        really_start(processes)

    monkeypatch.setattr(ReadingProcesses, "start", slow_start)
    with serving(create_app(Settings())) as client:
        try:
            for answer in (client.get("/readyz"), read(client, encode(draw("407")))):
                assert assert_problem(answer, 503)["parts"]["reader"] == "starting"
                assert answer.headers["retry-after"] == "1"
            assert client.get("/healthz").status_code == 200
        finally:
            go_on.set()
        wait_until_ready(client)
        assert read(client, encode(draw("407"))).json()["text"] == "407"


def test_not_ready_after_a_failed_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The card is there, but what it tells of is not.
    shutil.copy(weights_for("digits").with_suffix(".json"), tmp_path / "digits.json")
    monkeypatch.setattr(readers, "weights_for", lambda charset: tmp_path / f"{charset}.tflite")
    monkeypatch.setattr(readers, "weights_called", lambda name: tmp_path / f"{name}.tflite")
    with serving(create_app(Settings())) as client:
        while (answer := client.get("/readyz")).json()["parts"]["reader"] == "starting":
            pass
        assert "digits.tflite" not in answer.text
        assert assert_problem(answer, 503)["parts"]["reader"] == "failed"
        assert_problem(read(client, encode(draw("407"))), 503)
        assert client.get("/healthz").status_code == 200


def test_an_unexpected_failure_tells_nothing_of_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("a secret")

    with service(Settings()) as client:
        with monkeypatch.context() as patch:
            patch.setattr(ReadingProcesses, "do", fails)
            answer = read(client, encode(draw("407")))
        assert_problem(answer, 500)
        assert "secret" not in answer.text
        assert read(client, encode(draw("407"))).json()["text"] == "407"
