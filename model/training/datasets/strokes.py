"""Pen digits, letters and symbols: ink as strokes, one JSON object a line.

pendigits: UCI Pen-Based Recognition of Handwritten Digits (Alpaydin, Alimoglu). CC BY 4.0.
unipen_*: UNIPEN train_r01_v07 (Guyon et al.). CC BY 4.0 as republished; the notice on the CD of
1999 said research use.

For research:
- crohme_symbols: the CROHME competitions on formulas (Mouchère et al.). CC BY-NC-SA 3.0.
- chars74k_hnd: Chars74K, English hand (de Campos, Babu, Varma 2009). Research terms.

MathWriting's symbols name no writers, so they cannot be split and are not learnt from.
"""

import gzip
import json
from pathlib import Path

import numpy as np

from training.datasets.samples import Ink
from training.datasets.splits import Split, split_of


def load(path: Path, split: Split) -> list[Ink]:
    """The inks of one split's writers from a `.jsonl.gz` file."""
    inks = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            sample = json.loads(line)
            if split_of(sample["writer"]) == split:
                strokes = tuple(np.asarray(s, np.float32)[:, :2] for s in sample["strokes"] if s)
                inks.append(Ink(sample["label"], strokes, sample["writer"]))
    return inks
