"""Export: what was sent as files that `make train FEEDBACK=…` takes."""

from datetime import UTC, datetime
from pathlib import Path

from digit_service.feedback.schema import HEAD
from digit_service.feedback.store import Labelled, Store

HEADER = ("file", "correction", "reading", "time", "mode")


class NothingToExport(Exception):
    """The folder or the database is not as it has to be; says why."""


def export(url: str, folder: Path) -> int:
    """Write `images/` and `labels.tsv` into a new or empty folder; gives how many images.

    Each image comes with the last correction that was sent of it, `|` between lines, times in UTC.
    Raises NothingToExport, FeedbackLost, or OSError where the folder cannot be written to.
    """
    if folder.exists() and any(folder.iterdir()):
        # What was deleted since must not stay in it.
        raise NothingToExport(f"{folder} is not empty; name a new folder.")
    store = Store(url)
    if store.revision() != HEAD:
        raise NothingToExport("the tables are missing or of another version; `migrate` first.")
    (folder / "images").mkdir(parents=True, exist_ok=True)
    count = 0
    with (folder / "labels.tsv").open("w", encoding="utf-8") as table:
        table.write("\t".join(HEADER) + "\n")
        for labelled in store.labelled():
            file = f"images/{labelled.image.sha256}.{labelled.image.suffix}"
            (folder / file).write_bytes(labelled.image.data)
            table.write("\t".join(_row(file, labelled)) + "\n")
            count += 1
    store.close()
    return count


def _row(file: str, labelled: Labelled) -> tuple[str, ...]:
    correction, text = (each.replace("\n", "|") for each in (labelled.correction, labelled.text))
    time = datetime.fromtimestamp(labelled.sent_at, UTC).isoformat(timespec="seconds")
    return (file, correction, text, time, labelled.mode)
