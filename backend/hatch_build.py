"""What the packages carry beside the sources: the built page, and the library's very version."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PAGE = "digit_service/page"


class Together(BuildHookInterface[Any]):
    """Library, service and page of one release belong together."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Adds to what is built; `version` is `editable` for a checkout, which needs no page."""
        build_data.setdefault("dependencies", []).append(f"digit-reader=={self.metadata.version}")
        # Absent from an unpacked source distribution, which holds the page in its place already.
        page = Path(self.root).parent / "web" / "out"
        if version != "editable" and (page / "index.html").is_file():
            build_data["force_include"][str(page)] = PAGE
