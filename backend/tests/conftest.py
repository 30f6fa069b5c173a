"""One running service for all tests that only ask it things."""

from collections.abc import Iterator

import httpx
import pytest
from running import export_a_page, service

from digit_service.feedback.schema import migrate
from digit_service.settings import Settings


@pytest.fixture(scope="session")
def client(
    tmp_path_factory: pytest.TempPathFactory,
    feedback_database: None,  # noqa: ARG001 - set up before the settings are read
) -> Iterator[httpx.Client]:
    """A client of the service with its default limits and a page."""
    page = export_a_page(tmp_path_factory.mktemp("page"))
    settings = Settings(page_dir=page, rate_limit="")
    migrate(settings)
    with service(settings) as running:
        yield running
