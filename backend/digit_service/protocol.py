"""HTTP/1.1 as uvicorn speaks it, but nobody holds a connection or its memory for nothing."""

import asyncio
from http import HTTPStatus

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from digit_service.schemas import Problem
from digit_service.security import SECURITY_HEADERS

# What belongs to no body, in bytes: the request line and all headers, or the trailers.
MOST_HEAD_BYTES = 64 * 1024
# The seconds in which a head has to arrive, and the rest of a request that is already answered.
LONGEST_HEAD_S = 10.0
LONGEST_REST_S = 30.0


class GuardedProtocol(HttpToolsProtocol):
    """A connection; one that sends no request, or none that ends, is closed.

    uvicorn itself keeps whatever comes before the headers are complete or behind the body, for
    ever, and waits for ever for the rest of a request that it has answered.
    """

    # Since the message began, or since some of its body came.
    _bytes_of_no_body = 0
    _in_head = True
    _in_message = False
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
        self._bytes_of_no_body += len(data)
        super().data_received(data)
        if self.transport.is_closing():
            return
        if self._bytes_of_no_body > MOST_HEAD_BYTES and (self._in_head or self._in_message):
            self._refuse_head()
        elif not self._in_head and not self._in_message:
            self._keep_alive()

    def on_message_begin(self) -> None:
        """A request begins."""
        super().on_message_begin()
        self._bytes_of_no_body = 0
        self._in_message = True
        self._expect_head()

    def on_header(self, name: bytes, value: bytes) -> None:
        """A header is complete; trailers are of no use to anybody."""
        if self._in_head:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """The head is complete."""
        self._expect_nothing()
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Some of the body has arrived."""
        self._bytes_of_no_body = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        """The request is complete."""
        self._in_message = False
        self._expect_nothing()
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """A request is answered, though perhaps not all of it has arrived."""
        super().on_response_complete()
        # Of pipelined requests it may be an earlier one that was answered.
        has_rest = self._in_message and not self._in_head and self.cycle.response_complete
        if has_rest and not self.transport.is_closing():
            self._expect_nothing()
            self._deadline = self.loop.call_later(LONGEST_REST_S, self.transport.close)

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no HTTP."""
        self._refuse(HTTPStatus.BAD_REQUEST, msg)

    def _keep_alive(self) -> None:
        """Close the connection after a while, unless a request comes or is being answered."""
        is_answered = self.cycle is None or self.cycle.response_complete
        if is_answered and self.timeout_keep_alive_task is None:
            self.timeout_keep_alive_task = self.loop.call_later(
                self.timeout_keep_alive, self.timeout_keep_alive_handler
            )

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

    def _refuse_head(self) -> None:
        # What is answered already cannot be answered again.
        if not self._in_head and self.cycle.response_started:
            self.transport.close()
            return
        most = MOST_HEAD_BYTES // 1024
        self._refuse(
            HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
            f"The request line and the headers may hold {most} KB at most.",
        )

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
