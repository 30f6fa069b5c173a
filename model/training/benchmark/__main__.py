"""`make bench`: the accuracy table, the calibration and the pictures of what was read wrong."""

import argparse
import time
from pathlib import Path

from digit_reader import Reader
from training.benchmark.accuracy import Result, held_out_sets, measured
from training.benchmark.pictures import mistake_sheet
from training.benchmark.speed import glyph_time, read_time

HEADER = (
    "| set | n | exact % | 95 % interval | refused % | confidence, mean % |",
    "| --- | ---: | ---: | --- | ---: | ---: |",
)


def main() -> None:
    """Prints the tables and writes them, with the mistakes as pictures, into a folder."""
    parser = argparse.ArgumentParser(description="Measure the shipped weights.")
    parser.add_argument("--data", type=Path, default=Path("data"), help="folder of the data sets")
    parser.add_argument("--out", type=Path, default=Path("report"), help="folder for the report")
    options = parser.parse_args()
    if not (options.data / "mnist").exists():
        parser.error(f"{options.data} holds no data sets; set DATA_DIR to the folder that does.")
    options.out.mkdir(parents=True, exist_ok=True)

    reader = Reader()
    lines = [f"# Digit Reader {reader.card.version}: weights `{reader.card.name}`", "", *HEADER]
    print("\n".join(lines), flush=True)
    for held_out in held_out_sets(options.data):
        began = time.perf_counter()
        result = measured(reader, held_out)
        lines.append(_row(result))
        print(lines[-1], f"  ({time.perf_counter() - began:.0f} s)", flush=True)
        if result.mistakes:
            name = held_out.name.replace(",", "").replace(" ", "-")
            mistake_sheet(result.mistakes, options.out / f"mistakes-{name}.png")
    timings = ["", f"- {glyph_time(reader)}", f"- {read_time(reader)}"]
    print("\n".join(timings))
    (options.out / "accuracy.md").write_text("\n".join([*lines, *timings]) + "\n", "utf-8")


def _row(result: Result) -> str:
    figure = result.figure
    sure = 100 * sum(reading.confidence for reading in result.readings) / len(result.readings)
    return (
        f"| {figure.set} | {figure.n} | {figure.exact:.2f} | {figure.low:.2f} to "
        f"{figure.high:.2f} | {result.refused:.2f} | {sure:.2f} |"
    )


if __name__ == "__main__":
    main()
