"""What the tests of reader and training share."""

import os
from pathlib import Path

import pytest

from digit_reader import Reader


@pytest.fixture(scope="session")
def reader() -> Reader:
    """The reader with the weights that ship."""
    return Reader()


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of the data sets; tests that need it skip where it is absent."""
    folder = Path(os.environ.get("DATA_DIR", "data"))
    if not (folder / "mnist").exists():
        pytest.skip("DATA_DIR holds no data sets here")
    return folder
