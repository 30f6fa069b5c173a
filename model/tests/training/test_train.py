"""The recipe, end to end and small: specimens in, weights that read them out."""

import dataclasses
import gzip
import hashlib
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import cv2
import numpy as np
import pytest

pytest.importorskip("tensorflow", reason="training is tested where TensorFlow is installed")

import keras

from digit_reader import Reader
from digit_reader.classifier import PLAIN, Classifier
from digit_reader.glyph import SIDE
from digit_reader.weights import card_of
from training import calibrate, download, learning, lessons, lines, onward, teachers, train_lines
from training.datasets import mnist
from training.datasets.samples import Images
from training.datasets.splits import Split
from training.examples import LABELS, UNREADABLE, glyph_of
from training.handwriting import NO_IMAGES, Handwriting, clean, few_of_each, research
from training.learning import OUTPUTS, Lesson
from training.pen import Hand, any_hand, drawn
from training.recover import between
from training.specimens import specimen
from training.train import LABEL_SHARE, lesson_of, main, taught_lesson_of, train

HANDS = 60


@pytest.fixture(scope="module")
def scans() -> Images:
    """Every specimen by sixty hands, as scans."""
    rng = np.random.default_rng(1)
    labels = list(LABELS * HANDS)
    pages = [drawn(specimen(label).strokes, any_hand(rng), rng) for label in labels]
    small = [cv2.resize(np.pad(page, 8), (28, 28), interpolation=cv2.INTER_AREA) for page in pages]
    return Images(np.stack(small).astype(np.uint8), labels)


@pytest.fixture(scope="module")
def handwriting(scans: Images) -> Handwriting:
    """The specimens as scans and as strokes."""
    return Handwriting([scans], [specimen(label) for label in LABELS], [], NO_IMAGES, ())


@pytest.fixture(scope="module")
def weights(scans: Images, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the whole recipe makes of an MNIST full of specimens, from a folder without data."""
    root = tmp_path_factory.mktemp("train")
    mirror, out = root / "mirror", root / "weights"
    out.mkdir()
    (out / "digits.tflite").write_bytes(b"shipped")
    write_idx(scans, mirror)
    with small_mnist(scans), served(mirror) as address:
        options = ["--data", str(root / "data"), "--lessons", str(root / "lessons")]
        main([*options, "--out", str(out), "--epochs", "12", "12", "--mirror", address])
    return out


def test_the_whole_recipe_makes_weights_that_read(weights: Path) -> None:
    reader = Reader(weights=weights / "digits-mnist.tflite")
    rng = np.random.default_rng(3)
    pages = [drawn(specimen(label).strokes, Hand(120, 0.08), rng) for label in LABELS]
    right = [
        reader.read(page, "single").text == label for page, label in zip(pages, LABELS, strict=True)
    ]
    assert sum(right) >= 8


def test_the_quick_network_knows_plain_glyphs_as_the_thorough_one_does(weights: Path) -> None:
    both, lone = weights / "digits-mnist.tflite", weights / "thorough.tflite"
    shutil.copy(both, lone)
    rng = np.random.default_rng(4)
    pages = [drawn(specimen(label).strokes, Hand(120, 0.08), rng) for label in LABELS * 5]
    glyphs = np.stack([glyph_of(page) for page in pages])
    rows, thorough = (Classifier(each).probabilities(glyphs) for each in (both, lone))
    plain = np.any(rows != thorough, axis=1)
    assert np.all(rows[plain].max(axis=1) >= PLAIN)
    assert np.array_equal(rows[~plain], thorough[~plain])


def test_without_pen_data_weights_lie_beside_the_shipped_ones(weights: Path) -> None:
    card = Reader(weights=weights / "digits-mnist.tflite").card
    assert (weights / "digits.tflite").read_bytes() == b"shipped"
    assert not (weights / "digits.quick.tflite").exists()
    assert [source.name for source in card.sources] == ["MNIST"]
    assert [figure.set for figure in card.figures] == ["MNIST test"]
    assert card.size_bytes == (weights / "digits-mnist.tflite").stat().st_size
    assert card.sha256 in (weights / "digits-mnist.md").read_text("utf-8")


@pytest.fixture
def feedback_folder(tmp_path: Path) -> Path:
    """What somebody corrected, as the service exports it."""
    rng = np.random.default_rng(2)
    folder = tmp_path / "feedback"
    folder.mkdir()
    rows = ["file\tcorrection\treading\ttime\tmode"]
    for label in LABELS:
        page = 255 - np.pad(drawn(specimen(label).strokes, Hand(120, 0.08), rng), 20)
        cv2.imwrite(str(folder / f"{label}.png"), page)
        rows.append(f"{label}.png\t{label}\t?\t2026-11-20T12:00:00+00:00\tsingle")
    (folder / "labels.tsv").write_text("\n".join(rows) + "\n", "utf-8")
    return folder


def test_feedback_never_makes_weights_worse(
    scans: Images, weights: Path, feedback_folder: Path, tmp_path: Path
) -> None:
    out, lessons_folder = tmp_path / "weights", tmp_path / "lessons"
    shutil.copytree(weights, out)
    before = {file.name: file.read_bytes() for file in out.iterdir()}
    options = ["--data", str(weights.parent / "data"), "--lessons", str(lessons_folder)]
    options += ["--out", str(out), "--feedback", str(feedback_folder), "--epochs"]
    with small_mnist(scans):
        with pytest.raises(SystemExit, match=r"^Kept the old weights\. .* in "):
            main([*options, "1", "1"])
        assert {file.name: file.read_bytes() for file in out.iterdir()} == before
        # Those that were refused are the old ones now.
        (new,) = lessons_folder.glob("*/weights")
        shutil.copytree(new, out, dirs_exist_ok=True)
        worse = Reader(weights=out / "digits-mnist.tflite").card.sha256
        main([*options, "12", "12"])
    card = Reader(weights=out / "digits-mnist.tflite").card
    installed = (out / "digits-mnist.tflite").read_bytes()
    assert installed == (new / "digits-mnist.tflite").read_bytes()
    assert hashlib.sha256(installed).hexdigest() == card.sha256 != worse
    assert card.version.endswith("+feedback")
    assert [(source.name, source.samples) for source in card.sources] == [
        ("MNIST", len(scans.labels) - 50),
        ("Feedback", len(LABELS)),
    ]
    assert (out / "digits.tflite").read_bytes() == b"shipped"


def test_a_folder_without_feedback_stops_the_training(
    scans: Images, weights: Path, tmp_path: Path
) -> None:
    with small_mnist(scans), pytest.raises(SystemExit, match=r"labels\.tsv cannot be read"):
        main(["--data", str(weights.parent / "data"), "--feedback", str(tmp_path)])


def test_a_training_goes_on_where_it_was_stopped(
    handwriting: Handwriting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    examples = handwriting.epoch((1,))
    for epoch in (1, 2):
        lessons.save(examples, lessons.path_of(tmp_path, epoch))
    with monkeypatch.context() as stopped:
        stopped.setattr(learning, "right_share", interrupt)
        with pytest.raises(KeyboardInterrupt):
            train(tmp_path, examples, seed=1, epochs=2)
    (kept,) = tmp_path.glob("thorough-*.keras")
    half = int(learning.load(kept).optimizer.iterations)
    assert half > 0
    train(tmp_path, examples, seed=1, epochs=2)
    assert int(learning.load(kept).optimizer.iterations) == 2 * half


def test_what_teachers_think_is_learnt_beside_the_labels(
    handwriting: Handwriting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lessons, "EPOCHS", 1)
    examples = handwriting.epoch((1,))
    lessons.save(examples, lessons.path_of(tmp_path, 1))
    sees_only_7 = keras.Sequential(
        [
            keras.layers.Input((SIDE, SIDE, 1)),
            keras.layers.Flatten(),
            keras.layers.Dense(OUTPUTS, "relu", kernel_initializer="zeros"),
        ]
    )
    sees_only_7.layers[-1].bias.assign(30.0 * np.eye(OUTPUTS)[7])
    labels = lesson_of(tmp_path, 1).wanted
    assert not lessons.has_opinions(tmp_path)
    teachers.form_opinions([sees_only_7], tmp_path)
    assert lessons.has_opinions(tmp_path)
    wanted = taught_lesson_of(tmp_path, 1).wanted
    assert np.allclose(wanted.sum(axis=1), 1, atol=1e-3)
    assert np.all(wanted.argmax(axis=1) == 7)
    known = examples.targets != 7
    held = wanted[known, examples.targets[known]] / labels[known, examples.targets[known]]
    assert np.allclose(held, LABEL_SHARE, atol=1e-2)


def test_weights_learn_on_and_their_card_tells_so(
    scans: Images, weights: Path, tmp_path: Path
) -> None:
    out = tmp_path / "weights"
    shutil.copytree(weights, out)
    place, quick = out / "digits-mnist.tflite", out / "digits-mnist.quick.tflite"
    before = card_of(place)
    options = ["--data", str(weights.parent / "data"), "--lessons", str(weights.parent / "lessons")]
    options += ["--diet", "digits-mnist", "--out", str(out), "--epochs", "2"]
    with small_mnist(scans):
        onward.main(options)
    after = card_of(place)
    assert after.recipe.startswith(before.recipe)
    assert before.sha256[:16] in after.recipe
    assert after.sha256 == hashlib.sha256(place.read_bytes()).hexdigest() != before.sha256
    assert quick.read_bytes() != (weights / quick.name).read_bytes()
    assert after.figures[0].exact >= before.figures[0].exact - 2


def test_a_recovered_network_reads_as_its_file_and_is_as_sure_as_lessons_want(
    weights: Path, tmp_path: Path
) -> None:
    lone = tmp_path / "thorough.tflite"
    shutil.copy(weights / "digits-mnist.tflite", lone)
    lesson = lesson_of(weights.parent / "lessons" / "digits-mnist", 1)
    logits = learning.logits_of(onward.recovered(lone, lesson, "thorough"), lesson.glyphs)
    rows = Classifier(lone).probabilities(lesson.glyphs)
    digits = lesson.wanted[:, :-1].max(axis=1) > 0.5
    same = logits[digits, :-1].argmax(axis=1) == rows[digits, :-1].argmax(axis=1)
    assert same.mean() > 0.98
    chances = np.asarray(keras.ops.softmax(logits))
    assert chances.max(axis=1).mean() == pytest.approx(lesson.wanted.max(axis=1).mean(), abs=0.05)


def test_what_a_network_thought_before_is_minded_where_it_was_right() -> None:
    labels = np.full((2, OUTPUTS), 0.0, np.float32)
    labels[:, 4] = 1
    lesson = Lesson(np.zeros((2, SIDE, SIDE), np.uint8), labels, np.full(2, -1, np.int32))
    thought = np.zeros((2, OUTPUTS), np.float32)
    thought[0, 4], thought[1, 9] = 3, 30
    wanted = onward.minded(lesson, thought).wanted
    assert np.allclose(wanted.sum(axis=1), 1)
    assert 0.3 < wanted[0, 4] < 0.9
    assert wanted[1, 4] > 0.99


def interrupt(*_: object) -> float:
    """What a press of Ctrl-C does after the first epoch."""
    raise KeyboardInterrupt


def test_examples_of_an_epoch_are_the_same_for_the_same_seed(handwriting: Handwriting) -> None:
    first, again, other = (handwriting.epoch(seed) for seed in ((5, 1), (5, 1), (5, 2)))
    assert np.array_equal(first.glyphs, again.glyphs)
    assert not np.array_equal(first.glyphs, other.glyphs)


def test_lessons_tell_what_each_mark_that_is_no_digit_is(
    handwriting: Handwriting, tmp_path: Path
) -> None:
    letter = Images(np.pad(np.full((1, 4, 20), 255, np.uint8), ((0, 0), (12, 12), (4, 4))), ["E"])
    learn = dataclasses.replace(handwriting, signs=[specimen("8")], letters=letter)
    examples = learn.epoch((1,))
    assert np.array_equal(examples.kinds == "", examples.targets != UNREADABLE)
    lessons.save(examples, lessons.path_of(tmp_path, 1))
    kinds = lessons.kinds_of(tmp_path)
    assert {"letter E", "sign 8", "glued", "scribble", "smudge"} <= set(kinds)
    assert any(kind.startswith("half of ") for kind in kinds)
    named = [kinds[place] if place >= 0 else "" for place in lesson_of(tmp_path, 1).kinds]
    assert named == examples.kinds.tolist()


def test_lessons_of_an_older_recipe_are_not_taken_for_those_of_today(tmp_path: Path) -> None:
    drawn_before = lessons.path_of(tmp_path, 1)
    np.savez(drawn_before, glyphs=np.zeros((1, SIDE, SIDE), np.uint8), targets=np.zeros(1, int))
    with pytest.raises(ValueError, match="drawn by an older recipe; delete"):
        lessons.load(drawn_before)


def test_a_network_learns_to_tell_kinds_of_no_digits_apart(
    handwriting: Handwriting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lessons, "EPOCHS", 1)
    learn = dataclasses.replace(handwriting, signs=[specimen("4")])
    lessons.save(learn.epoch((1,)), lessons.path_of(tmp_path, 1))
    lesson = lesson_of(tmp_path, 1)
    marks = lesson.kinds >= 0

    def right_kinds(epochs: int) -> float:
        train(tmp_path, learn.epoch((1,)), seed=1, epochs=epochs, kind="quick")
        (kept,) = tmp_path.glob(f"quick-1-of-{epochs}.keras")
        _, told = learning.load(kept)(learning.as_input(lesson.glyphs[marks]))
        return float(np.mean(np.argmax(told, axis=1) == lesson.kinds[marks]))

    assert right_kinds(20) > max(0.5, 1.3 * right_kinds(1))


def test_calibration_undoes_overconfidence() -> None:
    rng = np.random.default_rng(0)
    honest = rng.normal(0, 2, (20_000, 11))
    chances = np.exp(honest) / np.exp(honest).sum(axis=1, keepdims=True)
    targets = np.array([rng.choice(11, p=row) for row in chances])
    boasting = (honest * 3).astype(np.float32)
    found = calibrate.calibration_for(boasting, targets)
    assert found.temperature == pytest.approx(3, rel=0.06)


@pytest.mark.parametrize("diet", [clean, research])
def test_every_source_is_told_with_its_licence(
    data: Path, diet: Callable[[Path, Split], Handwriting]
) -> None:
    if not (data / "strokes" / "crohme_symbols.jsonl.gz").exists():
        pytest.skip("DATA_DIR holds no pen digits here")
    assert all(source.licence for source in diet(data, "train").sources)


def test_no_writer_of_many_digits_outweighs_the_others() -> None:
    inks = [specimen(label) for label in "1111122"]
    assert [ink.label for ink in few_of_each(inks, 3)] == list("11122")


@contextmanager
def small_mnist(images: Images) -> Iterator[None]:
    """These images are taken for MNIST's."""
    checksums = {
        name: hashlib.sha256(content).hexdigest() for name, content in idx_files(images).items()
    }
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(mnist, "CHECKSUMS", checksums)
        patched.setattr(download, "CHECKSUMS", checksums)
        patched.setattr(mnist, "VALIDATION", 50)
        yield


def write_idx(images: Images, folder: Path) -> None:
    """The four files of MNIST with these images in them."""
    folder.mkdir()
    for name, content in idx_files(images).items():
        (folder / name).write_bytes(gzip.compress(content))


def idx_files(images: Images) -> dict[str, bytes]:
    """The contents of MNIST's four files, by their names, were these its images."""
    labels = np.array([int(label) for label in images.labels], np.uint8)
    files = {}
    for part in ("train", "t10k"):
        for kind, array in (("images-idx3", images.pictures), ("labels-idx1", labels)):
            header = bytes([0, 0, 8, array.ndim]) + np.array(array.shape, ">i4").tobytes()
            files[f"{part}-{kind}-ubyte.gz"] = header + array.tobytes()
    return files


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a local server of a folder's files."""
    handler = partial(SilentHandler, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class SilentHandler(SimpleHTTPRequestHandler):
    """Tests are silent."""

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def few_strips(
    handwriting: Handwriting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> lines.Strips:
    """All strips there are to learn from, in the one file of a folder."""
    monkeypatch.setattr(lines, "FILES", 1)
    monkeypatch.setattr(lines, "STRIPS_A_FILE", 64)
    monkeypatch.setattr(lines, "WIDEST", 64)
    learn = dataclasses.replace(
        handwriting,
        signs=[specimen("8")],
        letters=Images(np.full((1, 28, 28), 255, np.uint8), ["A"]),
    )
    strips = lines.drawn(lines.hands_of(learn).any_strip, 64, np.random.default_rng(1))
    lines.save(strips, lines.path_of(tmp_path, 1))
    return strips


def test_a_line_network_learns_its_rows_and_no_more_once_it_has(
    few_strips: lines.Strips, tmp_path: Path
) -> None:
    ((seen, wanted),) = train_lines.batches(few_strips, np.random.default_rng(1))

    def loss_of(model: keras.Model) -> float:
        return float(np.mean(train_lines.loss(wanted, model(seen, training=True))))

    once = train_lines.train(tmp_path, seed=1, passes=1)
    longer = train_lines.train(tmp_path, seed=1, passes=8)
    again = train_lines.train(tmp_path, seed=1, passes=8)
    for weights, same in zip(longer.weights, again.weights, strict=True):
        np.testing.assert_array_equal(weights, same)
    assert loss_of(longer) < loss_of(once) / 2


def test_a_line_network_learns_on_from_what_another_learnt(
    few_strips: lines.Strips, handwriting: Handwriting, tmp_path: Path
) -> None:
    learnt = train_lines.train(tmp_path, seed=1, passes=8)
    place = tmp_path / "learnt.tflite"
    train_lines.ship(learnt, place, handwriting, "a test")
    ((seen, wanted),) = train_lines.batches(few_strips, np.random.default_rng(1))
    recovered = train_lines.begun(tmp_path, place, steps=1)
    said = [keras.ops.softmax(model(seen)) for model in (learnt, recovered)]
    np.testing.assert_allclose(np.asarray(said[1]), np.asarray(said[0]), atol=0.1)

    def loss_of(model: keras.Model) -> float:
        return float(np.mean(train_lines.loss(wanted, model(seen))))

    onward = train_lines.train(tmp_path, seed=1, passes=8, weights=place)
    assert loss_of(onward) < 0.9 * loss_of(learnt)
    between(recovered, onward, train_lines.ONWARD_SHARE)
    assert loss_of(onward) < loss_of(learnt)


@pytest.mark.usefixtures("few_strips")
def test_what_learnt_on_may_learn_on_again(handwriting: Handwriting, tmp_path: Path) -> None:
    place = tmp_path / "shipped.tflite"
    train_lines.ship(train_lines.train(tmp_path, seed=1, passes=1), place, handwriting, "a test")
    first = train_lines.train(tmp_path, seed=1, passes=1, weights=place)
    train_lines.ship(first, place, handwriting, "a test")
    second = train_lines.train(tmp_path, seed=1, passes=1, weights=place)
    assert any(
        not np.array_equal(before, after)
        for before, after in zip(first.weights, second.weights, strict=True)
    )
