"""Zip files: their images one by one, never on the disk and never more of them than is allowed."""

import struct
import zlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from digit_service.errors import BrokenZip, TooManyBytes, TooManyFiles, UnsupportedImage
from digit_service.settings import BYTES_PER_MB

HEAD_BYTES = 4
_HEADS = (b"PK\x03\x04", b"PK\x05\x06")

# Entries, folders and the shadows of a Mac among them, and the bytes of the directory that lists
# them: each byte of it costs up to twenty in memory.
MOST_ENTRIES = 20_000
MOST_DIRECTORY_BYTES = 4 * BYTES_PER_MB

_END = struct.Struct("<4s4H2LH")
_END_SIGNATURE = b"PK\x05\x06"
_END_64 = struct.Struct("<4sQ2H2L4Q")
_END_64_SIGNATURE = b"PK\x06\x06"
_LOCATOR_64 = struct.Struct("<4sLQL")
_LOCATOR_64_SIGNATURE = b"PK\x06\x07"
_LONGEST_COMMENT = 1 << 16

# Others give more bytes at once than they are asked for.
_COMPRESSIONS = (ZIP_STORED, ZIP_DEFLATED)
_ENCRYPTED = 0x1
# What ZipFile and its decompressors raise on damaged files.
_DAMAGE = (
    BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    IndexError,
    KeyError,
    RuntimeError,  # NotImplementedError among them
)


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a zip file."""

    name: str
    archive: ZipFile
    info: ZipInfo
    most_bytes: int

    def read(self) -> bytes:
        """Inflate it; from any thread, several at once.

        Raises TooManyBytes, UnsupportedImage or BrokenZip.
        """
        if self.info.flag_bits & _ENCRYPTED:
            raise UnsupportedImage("The file is encrypted; only plain zip files are opened.")
        if self.info.compress_type not in _COMPRESSIONS:
            raise UnsupportedImage("The file is compressed in another way than deflate.")
        try:
            with self.archive.open(self.info) as file:
                data = file.read(self.most_bytes + 1)
        except _DAMAGE as error:
            raise BrokenZip("This file of the zip file is damaged.") from error
        # What the zip file says of its size counts for nothing.
        if len(data) > self.most_bytes:
            raise TooManyBytes(f"An image may hold {self.most_bytes / BYTES_PER_MB:g} MB at most.")
        if is_zip(data[:HEAD_BYTES]):
            raise UnsupportedImage("A zip file within a zip file is not opened.")
        return data


def is_zip(head: bytes) -> bool:
    """Whether a file with these first HEAD_BYTES is a zip file."""
    return head in _HEADS


def members(file: BytesIO, most_bytes: int) -> list[Member]:
    """The images of a zip file, each of which may hold `most_bytes`.

    Raises BrokenZip, or TooManyFiles where even the list of them is too long.
    """
    try:
        _require_short_directory(file)
        archive = ZipFile(file)
    except _DAMAGE as error:
        raise BrokenZip("The zip file is damaged or cut short.") from error
    return [
        Member(info.filename, archive, info, most_bytes)
        for info in archive.infolist()
        if not (info.is_dir() or _is_shadow(info.filename))
    ]


def _is_shadow(name: str) -> bool:
    """Whether a Mac wrote it beside the files."""
    path = PurePosixPath(name)
    return "__MACOSX" in path.parts or path.name == ".DS_Store"


def _require_short_directory(file: BytesIO) -> None:
    """Raise TooManyFiles before ZipFile reads a list of files that is too long.

    Looks where ZipFile looks, and raises BadZipFile or struct.error where it could look elsewhere.
    """
    with file.getbuffer() as data:
        end = _end_of(data)
        _, _, _, _, entries, size, _, _ = _END.unpack_from(data, end)
        locator = end - _LOCATOR_64.size
        if locator >= 0 and data[locator : locator + 4] == _LOCATOR_64_SIGNATURE:
            entries, size = _numbers_64(data, locator)
    if entries > MOST_ENTRIES or size > MOST_DIRECTORY_BYTES:
        raise TooManyFiles(f"A zip file may list {MOST_ENTRIES} files at most.")


def _end_of(data: memoryview) -> int:
    """Where the end record begins."""
    last = len(data) - _END.size
    if last >= 0 and data[last : last + 4] == _END_SIGNATURE and not any(data[-2:]):
        return last
    begin = max(last - _LONGEST_COMMENT, 0)
    found = bytes(data[begin:]).rfind(_END_SIGNATURE)
    if found < 0:
        raise BadZipFile("no end record")
    return begin + found


def _numbers_64(data: memoryview, locator: int) -> tuple[int, int]:
    """The number of entries and the size of their list, from the larger end record."""
    record = locator - _END_64.size
    _, _, claimed, _ = _LOCATOR_64.unpack_from(data, locator)
    if record < 0 or claimed != record:
        raise BadZipFile("the 64 bit end record is not where it has to be")
    signature, _, _, _, _, _, _, entries, size, _ = _END_64.unpack_from(data, record)
    if signature != _END_64_SIGNATURE:
        raise BadZipFile("no 64 bit end record")
    return entries, size
