"""The shipped weights are what their card says."""

import hashlib

import pytest

from digit_reader import Reader
from digit_reader.weights import FOLDER, ModelCard, cards, line_weights_for


@pytest.mark.parametrize("card", cards(), ids=lambda card: card.name)
def test_a_card_describes_its_file(card: ModelCard) -> None:
    weights = (FOLDER / f"{card.name}.tflite").read_bytes()
    assert hashlib.sha256(weights).hexdigest() == card.sha256
    assert len(weights) == card.size_bytes <= 2_000_000
    assert card.sources
    assert all(source.licence for source in card.sources)
    assert card.figures


@pytest.mark.parametrize("charset", {card.charset for card in cards()})
def test_a_line_network_and_its_card_ship_with_a_charset(charset: str) -> None:
    path = line_weights_for(charset)
    weights = path.read_bytes()
    card = path.with_suffix(".md").read_text("utf-8")
    assert hashlib.sha256(weights).hexdigest() in card
    assert f"{len(weights)} bytes" in card
    assert "CC BY" in card


@pytest.mark.parametrize("card", cards(), ids=lambda card: card.name)
def test_a_card_tells_who_may_use_the_weights(card: ModelCard) -> None:
    restricted = [
        source.name
        for source in card.sources
        if "-NC" in source.licence or source.licence in ("research use", "research terms")
    ]
    assert card.terms.startswith("research only" if restricted else "anyone")


def test_digits_ship(reader: Reader) -> None:
    assert reader.card.charset == "digits"
    assert reader.card.labels == tuple("0123456789")
