"""Who trains, who validates, who tests: decided per writer, never per sample."""

import hashlib
from typing import Literal

Split = Literal["train", "validation", "test"]

TEST_SHARE = 0.2
VALIDATION_SHARE = 0.1


def split_of(writer: str) -> Split:
    """The split of a writer, by hash of the name: 20 % test, 10 % validate, the rest train."""
    digest = hashlib.sha256(writer.encode()).digest()
    place = int.from_bytes(digest[:8], "big") / 2**64
    if place < TEST_SHARE:
        return "test"
    if place < TEST_SHARE + VALIDATION_SHARE:
        return "validation"
    return "train"
