"""How long Hypothesis looks for faults: a little in `make test`, by the hour in `make fuzz`."""

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
    """How long a read may take where that is looked at: not in tests that share the machine."""
    return 2.0 if settings.get_current_profile_name() == BY_THE_HOUR else inf
