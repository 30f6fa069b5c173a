"""What browsers are told to refuse: headers for every answer, and what each page may load."""

import re
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

CONTENT_SECURITY_POLICY = "Content-Security-Policy"

# The page's build writes it beside index.html: one line, with a hash of each inline script.
_POLICY_FILE = "content-security-policy.txt"

# For an export without that file: nothing that stands in the HTML itself is run.
_PAGE_WITHOUT_HASHES = (
    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)

# Sent with all that has no policy of its own, which is data: a browser that shows it as a page
# loads and runs nothing.
_DATA_POLICY = "default-src 'none'; frame-ancestors 'none'"

_POWERFUL_FEATURES = (
    "accelerometer",
    "display-capture",
    "geolocation",
    "gyroscope",
    "hid",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "serial",
    "usb",
)

_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)

SECURITY_HEADERS: Mapping[str, str] = {
    CONTENT_SECURITY_POLICY: _DATA_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    # Holds for <img>, <script> and their like; what CORS allows is not asked about it.
    "Cross-Origin-Resource-Policy": "same-origin",
    # The page photographs paper; nothing else is asked for.
    "Permissions-Policy": ", ".join(
        ["camera=(self)", *(f"{feature}=()" for feature in _POWERFUL_FEATURES)]
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""For every answer that does not say otherwise."""


def page_policy(directory: Path) -> str:
    """The policy of the exported page in this folder."""
    file = directory / _POLICY_FILE
    return file.read_text("utf-8").strip() if file.is_file() else _PAGE_WITHOUT_HASHES


def docs_policy(page: str) -> str:
    """The policy of a Swagger UI page, which starts itself by an inline script."""
    hashes = " ".join(_hash(script) for script in _INLINE_SCRIPT.findall(page))
    return (
        f"default-src 'none'; script-src 'self' {hashes}; style-src 'self'; "
        "img-src 'self' data:; connect-src 'self'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )


def _hash(script: str) -> str:
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"
