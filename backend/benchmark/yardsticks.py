"""What the service is measured against: two other services behind the same web stack.

`upload` receives the same upload and decodes it, which is the least that any service does.
`keras` reads it the usual way: `keras.Model.predict` in the handler. Its network is the trained
one's twin, with weights of chance: how quick it is does not depend on what it learned.

Run as a script, by a Python with the runtime and, for `keras`, TensorFlow.
"""

import argparse
import asyncio
import socket
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any

import numpy as np
import uvicorn
from fastapi import FastAPI, Form, UploadFile
from PIL import Image

Handler = Callable[..., Coroutine[Any, Any, dict[str, object]]]
# Digits and "unreadable".
OUTPUTS = 11
GLYPH = 28


def main() -> None:
    """Serve one of the two on a free port, and say where."""
    parser = argparse.ArgumentParser(description="A service to measure against.")
    parser.add_argument("way", choices=["upload", "keras"])
    parser.add_argument("--threads", type=int, default=1, help="threads that decode")
    arguments = parser.parse_args()
    app = FastAPI()
    handler = _upload_handler(arguments.threads) if arguments.way == "upload" else _keras_handler()
    app.add_api_route("/api/v1/read", handler, methods=["POST"])
    app.add_api_route("/readyz", _ready)
    with socket.create_server(("127.0.0.1", 0), backlog=2048) as listener:
        print(f"Yardstick at http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
        config = uvicorn.Config(app, log_level="warning", http="httptools", loop="uvloop")
        uvicorn.Server(config).run([listener])


async def _ready() -> dict[str, str]:
    return {"status": "ready"}


def _decoded(data: bytes) -> tuple[int, int]:
    """The size of an image, all of whose pixels have been decoded."""
    return Image.open(BytesIO(data)).convert("L").size


def _upload_handler(threads: int) -> Handler:
    pool = ThreadPoolExecutor(threads)

    async def upload(image: UploadFile, mode: str = Form()) -> dict[str, object]:
        data = await image.read()
        width, height = await asyncio.get_running_loop().run_in_executor(pool, _decoded, data)
        return {"width": width, "height": height, "mode": mode}

    return upload


def _keras_handler() -> Handler:
    from training.network import build  # noqa: PLC0415  # `upload` has no TensorFlow

    model = build(OUTPUTS)
    model.predict(np.zeros((1, GLYPH, GLYPH, 1), np.float32), verbose=0)

    async def predict(image: UploadFile, mode: str = Form()) -> dict[str, object]:
        page = Image.open(BytesIO(await image.read())).convert("L")
        # The line is a row of squares with a digit in each, so it is easily cut.
        count = round(page.width / page.height)
        row = np.asarray(page.resize((GLYPH * count, GLYPH)), np.float32) / 255
        glyphs = np.stack(np.split(row, count, axis=1))[..., None]
        digits = model.predict(glyphs, verbose=0).argmax(axis=1)
        return {"digits": digits.tolist(), "mode": mode}

    return predict


if __name__ == "__main__":
    main()
