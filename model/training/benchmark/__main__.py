"""`make bench`: a report on accuracy, calibration, saying no, and speed, with pictures."""

import argparse
from collections.abc import Collection, Iterator
from pathlib import Path

import numpy as np

from digit_reader import Reader
from digit_reader.weights import weights_called
from training import lessons
from training.benchmark import usual
from training.benchmark.accuracy import Result, held_out_sets, measured
from training.benchmark.diagrams import confusion, reliability
from training.benchmark.pictures import mistake_sheet
from training.benchmark.refusal import answers, unreadable_sets
from training.benchmark.runtimes import runtimes
from training.benchmark.speed import glyph_time, line_time, photo_time, read_time, told
from training.datasets import mnist


def main() -> None:
    """Prints the report line by line and writes it, with its pictures, into a folder."""
    parser = argparse.ArgumentParser(description="Measure the shipped weights.")
    parser.add_argument("--data", type=Path, default=Path("data"), help="folder of the data sets")
    parser.add_argument("--out", type=Path, default=Path("report"), help="folder for the report")
    parser.add_argument("--model", choices=lessons.DIETS, default="digits", help="the weights")
    parser.add_argument("--summary", type=Path, help="file for the text of the report")
    options = parser.parse_args()
    if not (options.data / "mnist").exists():
        parser.error(f"{options.data} holds no data sets; set DATA_DIR to the folder that does.")
    options.out.mkdir(parents=True, exist_ok=True)

    reader = Reader(weights=weights_called(options.model))
    learnt = lessons.DIETS[options.model](options.data, "test").files
    lines = [f"# Digit Reader {reader.card.version}: weights `{reader.card.name}`"]
    print(lines[0])
    for line in _report(reader, options.data, learnt, options.out):
        print(line, flush=True)
        lines.append(line)
    report = "\n".join([*lines, "", "![reliability diagrams](reliability.png)"]) + "\n"
    (options.out / "report.md").write_text(report, "utf-8")
    if options.summary:
        options.summary.write_text("\n".join(lines) + "\n", "utf-8")


def _report(reader: Reader, data: Path, learnt: Collection[str], out: Path) -> Iterator[str]:
    results: list[Result] = []
    yield "\n## Read exactly right\n"
    yield "| set | n | exact % | 95 % interval | refused % | ECE % |"
    yield "| --- | ---: | ---: | --- | ---: | ---: |"
    for held_out in held_out_sets(data, learnt):
        results.append(measured(reader, held_out))
        yield _row(results[-1])
        _picture(results[-1], out)
    yield "\n## How writers differ\n"
    yield "| set | writers | worst % | a tenth read worse than % | median % |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    for result in results:
        if shares := result.by_writer:
            tenth, median = np.quantile(shares, (0.1, 0.5))
            worst = f"{shares[0]:.1f} | {tenth:.1f} | {median:.1f}"
            yield f"| {result.set.name} | {len(shares)} | {worst} |"
    yield "\nMistakes, the most confident first, confusion matrices and reliability diagrams:"
    yield "as pictures in the folder of the report."
    diagrams = [each for each in results if each.set.mode == "single"]
    reliability({each.set.name: each.calibration for each in diagrams}, out / "reliability.png")
    if (data / "strokes").exists():
        yield from _refusals(reader, data)
    yield from _usual_demo(results, data)
    yield from _speed(reader)


def _row(result: Result) -> str:
    figure = result.figure
    return (
        f"| {figure.set} | {figure.n} | {figure.exact:.2f} | {figure.low:.2f} to "
        f"{figure.high:.2f} | {figure.refused:.2f} | {figure.ece:.2f} |"
    )


def _picture(result: Result, out: Path) -> None:
    name = result.set.name.replace(",", "").replace(" ", "-")
    if result.mistakes:
        mistake_sheet(result.mistakes, out / f"mistakes-{name}.png")
    if result.set.mode == "single":
        truth = [drawing.text for drawing in result.set.drawings]
        read = [reading.text for reading in result.readings]
        confusion(truth, read, result.set.name, out / f"confusion-{name}.png")


def _refusals(reader: Reader, data: Path) -> Iterator[str]:
    yield "\n## Answered with a digit, though there is none\n"
    yield "| marks | n | answered % | most often |"
    yield "| --- | ---: | ---: | --- |"
    for marks in unreadable_sets(data):
        given = answers(reader, marks)
        yield f"| {marks.name} | {len(marks.pages)} | {given.answered:.2f} | {given.worst} |"


def _usual_demo(results: list[Result], data: Path) -> Iterator[str]:
    yield "\n## The usual demo: a plain CNN trained on MNIST alone\n"
    yield "| set | whole canvas resized % | cropped and centred % | this reader % |"
    yield "| --- | ---: | ---: | ---: |"
    model = usual.trained(mnist.load(data / "mnist", "train"))
    for result in results:
        if result.set.mode == "single":
            ways = (usual.whole_canvas, usual.cropped_and_centred)
            shares = [usual.right_share(model, result.set.drawings, way) for way in ways]
            figure = result.figure
            yield f"| {figure.set} | {shares[0]:.2f} | {shares[1]:.2f} | {figure.exact:.2f} |"


def _speed(reader: Reader) -> Iterator[str]:
    yield "\n## Speed\n"
    yield f"- {glyph_time(reader)}"
    yield f"- {read_time(reader)}"
    yield f"- {line_time(reader)}"
    yield f"- {photo_time(reader)}"
    for name, call in runtimes():
        yield f"- the network alone, {name}: {told(call)}"


if __name__ == "__main__":
    main()
