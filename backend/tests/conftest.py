"""One running service for all tests that only ask it things."""

from collections.abc import Iterator

import httpx
import pytest
from running import export_a_page, service

from digit_service.settings import Settings


@pytest.fixture(scope="session")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of the service with its default limits and a page."""
    page = export_a_page(tmp_path_factory.mktemp("page"))
    with service(Settings(page_dir=page, rate_limit="")) as running:
        yield running
