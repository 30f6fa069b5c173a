"""Export: a trained network to LiteRT weights with a model card beside them."""

import contextlib
import dataclasses
import hashlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import keras
import tensorflow as tf

from digit_reader.weights import ModelCard
from training.calibrate import Calibration

# Where `training` is imported from.
CODE = Path(__file__).parents[1]


def to_litert(network: keras.Model, calibration: Calibration) -> bytes:
    """The bytes of a `.tflite` file that gives calibrated probabilities.

    Weights are quantised to 8 bits, activations as they come (dynamic range). The converter knows
    TensorFlow's networks only, so it works in a process of its own, whichever backend trained.
    """
    with TemporaryDirectory() as folder:
        trained, converted = Path(folder) / "network.keras", Path(folder) / "network.tflite"
        network.save(trained, include_optimizer=False)
        numbers = [str(calibration.temperature), str(calibration.shift)]
        subprocess.run(
            [sys.executable, "-m", "training.export", str(trained), *numbers, str(converted)],
            env=os.environ | {"KERAS_BACKEND": "tensorflow", "PYTHONPATH": str(CODE)},
            check=True,
        )
        return converted.read_bytes()


def _convert(trained: Path, calibration: Calibration, converted: Path) -> None:
    network = keras.models.load_model(trained, compile=False)
    outputs = network.output.shape[-1]
    shift = [0.0] * (outputs - 1) + [calibration.shift]
    logits = keras.layers.Rescaling(1 / calibration.temperature, shift)(network.output)
    calibrated = keras.Model(network.input, keras.layers.Softmax()(logits))
    converter = tf.lite.TFLiteConverter.from_keras_model(calibrated)
    converter.optimizations = [tf.lite.Optimize.DEFAULT]
    with contextlib.redirect_stdout(io.StringIO()):
        converted.write_bytes(converter.convert())


def digest_of(weights: Path) -> str:
    """The SHA-256 of a weight file, in hexadecimal."""
    return hashlib.sha256(weights.read_bytes()).hexdigest()


def write(weights: bytes, card: ModelCard, folder: Path) -> ModelCard:
    """Writes `NAME.tflite` and `NAME.json`; gives the card with the file's size and checksum."""
    card = dataclasses.replace(
        card, size_bytes=len(weights), sha256=hashlib.sha256(weights).hexdigest()
    )
    (folder / f"{card.name}.tflite").write_bytes(weights)
    write_card(card, folder)
    return card


def write_card(card: ModelCard, folder: Path) -> None:
    """Writes the card twice: `NAME.json` for programs, `NAME.md` for people."""
    fields = dataclasses.asdict(card)
    text = json.dumps(fields, indent=2, ensure_ascii=False) + "\n"
    (folder / f"{card.name}.json").write_text(text, "utf-8")
    (folder / f"{card.name}.md").write_text(as_markdown(card), "utf-8")


def as_markdown(card: ModelCard) -> str:
    """The card as a page."""
    sources = [
        f"| {source.name} | {source.samples} | {source.licence} | {source.about} |"
        for source in card.sources
    ]
    figures = [
        f"| {each.set} | {each.n} | {each.exact:.2f} | {each.low:.2f} to {each.high:.2f} | "
        f"{each.refused:.2f} | {each.ece:.2f} |"
        for each in card.figures
    ]
    lines = [
        f"# {card.name} {card.version}",
        "",
        f"Reads the charset `{card.charset}`: {' '.join(card.labels)}, or unreadable.",
        "",
        f"- for: {card.terms}",
        f"- trained: {card.date}",
        f"- recipe: {card.recipe}",
        f"- parameters: {card.parameters}",
        f"- file: `{card.name}.tflite`, {card.size_bytes} bytes, SHA-256 `{card.sha256}`",
        "",
        "## What it learnt from",
        "",
        "| source | samples | licence | what it is |",
        "| --- | ---: | --- | --- |",
        *sources,
        "",
        "## How well it reads",
        "",
        "Exactly right, in percent, on samples of writers it never saw; a refusal counts as wrong.",
        "`make bench`, or `make bench-research`, measures it again.",
        "",
        "| set | n | exact % | 95 % interval | refused % | calibration error % |",
        "| --- | ---: | ---: | --- | ---: | ---: |",
        *figures,
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    _convert(
        Path(sys.argv[1]), Calibration(float(sys.argv[2]), float(sys.argv[3])), Path(sys.argv[4])
    )
