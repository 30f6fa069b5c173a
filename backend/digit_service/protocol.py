"""HTTP/1.1 as uvicorn speaks it, but the head of a request has to be small and to arrive soon."""

import asyncio
from http import HTTPStatus

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from digit_service.schemas import Problem
from digit_service.security import SECURITY_HEADERS

# The request line and all headers, in bytes, and the seconds in which they have to arrive.
MOST_HEAD_BYTES = 64 * 1024
LONGEST_HEAD_S = 10.0


class GuardedProtocol(HttpToolsProtocol):
    """A connection; one that sends no request, or none that ends, is closed.

    uvicorn itself keeps whatever comes before the headers are complete, for ever.
    """

    _head_bytes = 0
    _in_head = True
    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A client has connected."""
        super().connection_made(transport)
        self._expect_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """The client has gone."""
        self._expect_nothing()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Some of a request has arrived."""
        if self._in_head:
            self._head_bytes += len(data)
        super().data_received(data)
        if self._in_head and self._head_bytes > MOST_HEAD_BYTES and not self.transport.is_closing():
            most = MOST_HEAD_BYTES // 1024
            self._refuse(
                HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
                f"The request line and the headers may hold {most} KB at most.",
            )

    def on_message_begin(self) -> None:
        """A request begins."""
        super().on_message_begin()
        self._head_bytes = 0
        self._expect_head()

    def on_headers_complete(self) -> None:
        """The head is complete."""
        self._expect_nothing()
        super().on_headers_complete()

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no HTTP."""
        self._refuse(HTTPStatus.BAD_REQUEST, msg)

    def _expect_head(self) -> None:
        self._expect_nothing()
        self._in_head = True
        self._deadline = self.loop.call_later(LONGEST_HEAD_S, self._on_deadline)

    def _expect_nothing(self) -> None:
        self._in_head = False
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _on_deadline(self) -> None:
        # What came before on this connection is answered first.
        if self.cycle is not None and not self.cycle.response_complete:
            self._expect_head()
        else:
            self.transport.close()

    def _refuse(self, status: HTTPStatus, detail: str) -> None:
        """Answer with a problem, for nothing behind this could, and end the connection."""
        problem = Problem(type="about:blank", title=status.phrase, status=status, detail=detail)
        body = problem.model_dump_json(exclude_none=True).encode()
        headers = {
            **SECURITY_HEADERS,
            "Content-Type": "application/problem+json",
            "Content-Length": str(len(body)),
            "Connection": "close",
        }
        lines = [f"HTTP/1.1 {status.value} {status.phrase}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        self.transport.write("\r\n".join([*lines, "", ""]).encode() + body)
        self.transport.close()
