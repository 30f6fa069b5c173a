"""`make seeds`: the shipped recipe with three seeds. The first ships; the mean is what it is worth.

A seed that has been trained is not trained again, so the command can be stopped and resumed. All
seeds learn from the same lessons: they differ in where they start and in the order of batches.
"""

import argparse
import statistics
from collections.abc import Iterator, Sequence
from pathlib import Path

from digit_reader.weights import FOLDER, ModelCard, card_of
from training import gate, lessons, train

SEEDS = (1, 2, 3)
NAME = "digits"


def main() -> None:
    """Trains what is missing, ships the first seed and writes the table."""
    parser = argparse.ArgumentParser(description="Train the shipped recipe with three seeds.")
    parser.add_argument("--data", type=Path, default=Path("data"), help="folder of the data sets")
    parser.add_argument("--lessons", type=Path, default=lessons.FOLDER)
    parser.add_argument("--out", type=Path, default=Path("../build/seeds"))
    parser.add_argument("--record", type=Path, default=Path("../docs/seeds.md"))
    options = parser.parse_args()
    for seed in SEEDS:
        folder: Path = options.out / str(seed)
        if not (folder / f"{NAME}.md").exists():
            folder.mkdir(parents=True, exist_ok=True)
            places = ["--data", options.data, "--lessons", options.lessons, "--out", folder]
            train.main([*(str(each) for each in places), "--seed", str(seed)])
    first = options.out / str(SEEDS[0])
    gate.install(NAME, first, FOLDER)
    cards = [card_of(options.out / str(seed) / f"{NAME}.tflite") for seed in SEEDS]
    record = "\n".join(_record(cards)) + "\n"
    options.record.write_text(record, "utf-8")
    print(record)


def _record(cards: Sequence[ModelCard]) -> Iterator[str]:
    yield f"# {len(cards)} seeds of the shipped recipe"
    yield ""
    yield "Written by `make seeds`. Exactly right in percent; the spread is the standard deviation."
    yield "Seed 1 ships, whatever it reads."
    yield ""
    yield "| set | n | " + " | ".join(f"seed {seed}" for seed in SEEDS) + " | mean ± sd | ECE % |"
    yield "| --- | ---: |" + " ---: |" * len(SEEDS) + " --- | --- |"
    for figures in zip(*(card.figures for card in cards), strict=True):
        exact = [figure.exact for figure in figures]
        each = " | ".join(f"{share:.2f}" for share in exact)
        errors = _mean_and_spread([figure.ece for figure in figures])
        yield (
            f"| {figures[0].set} | {figures[0].n} | {each} | {_mean_and_spread(exact)} | {errors} |"
        )


def _mean_and_spread(shares: Sequence[float]) -> str:
    return f"{statistics.mean(shares):.3f} ± {statistics.stdev(shares):.3f}"


if __name__ == "__main__":
    main()
