"""`digit-reader read`: what a shell user sees."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from handwritten import page, write
from PIL import Image

from digit_reader.command import main


@pytest.fixture
def number(tmp_path: Path) -> Path:
    """The file of a picture of 407."""
    canvas = page()
    write(canvas, "407", 40, 50)
    path = tmp_path / "number.png"
    Image.fromarray(canvas).save(path)
    return path


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    """The file of a picture of 12 over 34, whose name a spreadsheet would run."""
    canvas = page(300, 300)
    write(canvas, "12", 40, 30)
    write(canvas, "34", 40, 170)
    path = tmp_path / "=lines.png"
    Image.fromarray(canvas).save(path)
    return path


def test_one_file_prints_its_text(number: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(number)]) == 0
    assert capsys.readouterr().out == "407\n"


def test_several_files_print_their_names_before_each_line(
    number: Path, lines: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["read", str(number), str(lines)]) == 0
    assert capsys.readouterr().out == f"{number}: 407\n{lines}: 12\n{lines}: 34\n"


def test_json_is_a_reading_a_line(
    number: Path, lines: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["read", str(number), str(lines), "--json", "--alternatives", "2"]) == 0
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert first["file"] == str(number)
    assert first["text"] == "407"
    assert len(first["characters"][0]["alternatives"]) == 2
    assert set(first["characters"][0]["box"]) == {"x", "y", "width", "height"}
    assert second["text"] == "12\n34"


def test_csv_follows_rfc_4180_and_escapes_formulas(
    number: Path, lines: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(lines.parent)
    assert main(["read", str(number), lines.name, "--csv"]) == 0
    text = capsys.readouterr().out
    rows = list(csv.reader(io.StringIO(text)))
    assert text.startswith("index,file,text,confidence,status\r\n")
    assert rows[1][:3] == ["0", str(number), "407"]
    assert 0 < float(rows[1][3]) <= 1
    assert rows[2][:3] == ["1", "'=lines.png", "12\n34"]
    assert rows[2][4] == "ok"


def test_single_mode(number: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(number), "--mode", "single", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["characters"]) == 1


def test_a_bad_file_is_told_and_the_others_are_read(
    number: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    note = tmp_path / "note.txt"
    note.write_text("407")
    missing = tmp_path / "missing.png"
    assert main(["read", str(note), str(missing), str(number)]) == 1
    output = capsys.readouterr()
    assert output.out == f"{number}: 407\n"
    assert f"{note}: This is no image" in output.err
    assert f"{missing}: No such file" in output.err


def test_every_file_has_its_line_in_json_too(
    number: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "missing.png"
    assert main(["read", str(missing), str(number), "--json"]) == 1
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert first == {"file": str(missing), "problem": "No such file or directory"}
    assert second["text"] == "407"


def test_a_reader_that_goes_away_is_no_disaster(number: Path) -> None:
    command = Path(sys.executable).with_name("digit-reader")
    process = subprocess.Popen(
        [command, "read", *[number] * 400, "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout
    assert process.stderr
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(timeout=60) == 1


def test_an_unknown_charset_names_the_known(
    number: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["read", str(number), "--charset", "runes"]) == 2
    assert "digits" in capsys.readouterr().err


def test_the_installed_command_reads(number: Path) -> None:
    command = Path(sys.executable).with_name("digit-reader")
    done = subprocess.run(
        [command, "read", number], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == "407\n"
    assert done.stderr == ""
