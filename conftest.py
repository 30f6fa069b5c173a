"""What all tests share: how long Hypothesis looks for faults, and where feedback goes.

Faults are looked for a little in `make test`, by the hour in `make fuzz`.
"""

from collections.abc import Iterator
from math import inf

import pytest
from hypothesis import HealthCheck, settings

BY_THE_HOUR = "hour"

# The same examples each time, so that a test which passes goes on passing.
settings.register_profile(
    "short",
    max_examples=300,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
# Other examples each time; what failed is kept in .hypothesis and tried first.
settings.register_profile(
    BY_THE_HOUR,
    max_examples=1000,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("short")


@pytest.fixture(scope="session")
def longest_read_s() -> float:
    """How many seconds of a core a read may take where that is looked at: by the hour."""
    return 2.0 if settings.get_current_profile_name() == BY_THE_HOUR else inf


@pytest.fixture(scope="session", autouse=True)
def feedback_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A database for whatever service is started, so that none writes to that of the checkout."""
    with pytest.MonkeyPatch.context() as environment:
        file = tmp_path_factory.mktemp("database") / "feedback.db"
        environment.setenv("DATABASE_URL", f"sqlite:///{file}")
        yield
