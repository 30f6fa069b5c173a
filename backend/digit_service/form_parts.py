"""The parts of a multipart form, each as soon as it has arrived; none of them ever on the disk."""

from collections.abc import Iterator
from io import BytesIO

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from digit_service.archive import HEAD_BYTES, is_zip
from digit_service.errors import BrokenBody, TooManyBytes
from digit_service.settings import BYTES_PER_MB


class Part:
    """One part of a form: a file where it has a file name, else a plain field."""

    def __init__(self, name: str, filename: str | None, most_bytes: int) -> None:
        """`most_bytes` it may hold, unless it is a zip file, which only the body limits."""
        self.name = name
        self.filename = filename
        self.file = BytesIO()
        self._most_bytes = most_bytes
        self._too_large = False

    @property
    def is_zip(self) -> bool:
        """Whether it is a zip file, by its content."""
        return is_zip(bytes(self.file.getbuffer()[:HEAD_BYTES]))

    def write(self, data: bytes) -> None:
        """Add what has arrived; nothing is kept of a part that holds too much."""
        if self._too_large:
            return
        self.file.write(data)
        if self.file.tell() > self._most_bytes and not self.is_zip:
            self._too_large = True
            self.file = BytesIO()

    def content(self) -> bytes:
        """All its bytes; raises TooManyBytes where they were too many."""
        if self._too_large:
            most = self._most_bytes / BYTES_PER_MB
            raise TooManyBytes(f"An image may hold {most:g} MB at most.")
        return self.file.getvalue()


class FormParts:
    """Takes a form apart as it arrives."""

    def __init__(self, boundary: bytes, wanted: frozenset[str], most_bytes: int) -> None:
        """Keeps only the parts with `wanted` names, each of `most_bytes`, zip files apart.

        Raises BrokenBody where there is no such boundary.
        """
        self._wanted = wanted
        self._most_bytes = most_bytes
        self._header_name = b""
        self._header_value = b""
        self._disposition = b""
        self._part: Part | None = None
        self._finished: list[Part] = []
        self._complete = False
        try:
            self._parser = MultipartParser(
                boundary,
                {
                    "on_part_begin": self._on_part_begin,
                    "on_header_field": self._on_header_name,
                    "on_header_value": self._on_header_value,
                    "on_header_end": self._on_header_end,
                    "on_headers_finished": self._on_headers_finished,
                    "on_part_data": self._on_part_data,
                    "on_part_end": self._on_part_end,
                    "on_end": self._on_end,
                },
            )
        except FormParserError as error:
            raise _broken(error) from error

    def feed(self, chunk: bytes) -> Iterator[Part]:
        """The parts that this chunk of the body completes; raises BrokenBody after them."""
        broken: FormParserError | None = None
        try:
            self._parser.write(chunk)
        except FormParserError as error:
            broken = error
        finished, self._finished = self._finished, []
        yield from finished
        if broken is not None:
            raise _broken(broken) from broken

    def require_end(self) -> None:
        """Raise BrokenBody where the form is not complete."""
        if not self._complete:
            raise BrokenBody("The body breaks off before the multipart form is complete.")

    def _on_part_begin(self) -> None:
        self._header_name = self._header_value = self._disposition = b""
        self._part = None

    def _on_header_name(self, data: bytes, start: int, end: int) -> None:
        self._header_name += data[start:end]

    def _on_header_value(self, data: bytes, start: int, end: int) -> None:
        self._header_value += data[start:end]

    def _on_header_end(self) -> None:
        if self._header_name.lower() == b"content-disposition":
            self._disposition = self._header_value
        self._header_name = self._header_value = b""

    def _on_headers_finished(self) -> None:
        _, parameters = parse_options_header(self._disposition)
        name, filename = parameters.get(b"name"), parameters.get(b"filename")
        if name is None:
            raise FormParserError("A part of the multipart form has no name")
        if _decoded(name) in self._wanted:
            label = None if filename is None else _decoded(filename)
            self._part = Part(_decoded(name), label, self._most_bytes)

    def _on_part_data(self, data: bytes, start: int, end: int) -> None:
        if self._part is not None:
            self._part.write(data[start:end])

    def _on_part_end(self) -> None:
        if self._part is not None:
            self._finished.append(self._part)
            self._part = None

    def _on_end(self) -> None:
        self._complete = True


def _decoded(text: bytes) -> str:
    try:
        return text.decode()
    except UnicodeDecodeError:
        return text.decode("latin-1")


def _broken(error: FormParserError) -> BrokenBody:
    return BrokenBody(f"{str(error).rstrip('.')}.")
