"""The shipped weights are what their card says."""

import hashlib

import pytest

from digit_reader import Reader
from digit_reader.weights import FOLDER, ModelCard, cards


@pytest.mark.parametrize("card", cards(), ids=lambda card: card.name)
def test_a_card_describes_its_file(card: ModelCard) -> None:
    weights = (FOLDER / f"{card.name}.tflite").read_bytes()
    assert hashlib.sha256(weights).hexdigest() == card.sha256
    assert len(weights) == card.size_bytes <= 2_000_000
    assert card.sources
    assert all(source.licence for source in card.sources)
    assert card.figures


def test_digits_ship(reader: Reader) -> None:
    assert reader.card.charset == "digits"
    assert reader.card.labels == tuple("0123456789")
