"""A proxy as the image `web` runs it, in front of services of the test's own."""

from collections.abc import Iterator

import pytest
from proxy import Proxy, free_port, running_proxy


@pytest.fixture
def proxy() -> Iterator[Proxy]:
    """A proxy that knows of no service yet."""
    with running_proxy(free_port()) as running:
        yield running
