"""`make load`: the service under load, one worker, beside three yardsticks in the same run.

Run by the Python of an environment that holds the runtime and nothing else; the yardstick that
needs TensorFlow is started by another one.
"""

import argparse
import os
import platform
import statistics
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import uvloop

from benchmark.clients import form, post
from benchmark.closed_loop import Pressed, percentile_ms, press
from benchmark.drawings import drawn_png
from benchmark.endurance import Endured, endure
from benchmark.open_loop import OpenLoop, Overloaded
from benchmark.processes import Running, running

CLIENTS = (1, 8, 32, 128)
COMPARED_AT = 32
ROUNDS = 3
SECONDS = 3.0
WARM_UP_S = 1.0
OVERLOAD = 4
OVERLOAD_S = 15.0
REQUESTS = 100_000
# The service's own default, which the requests of the overload wait at most.
QUEUE_TIMEOUT_S = 5.0
NORMAL_WITHIN_S = 5.0
MOST_GROWTH = 1.05

YARDSTICKS = str(Path(__file__).with_name("yardsticks.py"))
ONLY_DECODING = str(Path(__file__).with_name("only_decoding.py"))
DIGIT, LINE = "7", "31415026"
READER, DECODE, UPLOAD = "service", "service that only decodes", "bare upload and decode"
KERAS = "keras predict"
LEAST_RATIOS = {DECODE: 0.6, KERAS: 15.0}
LEAST_OF_RATE = 0.95


@dataclass(frozen=True, slots=True)
class Workload:
    """A request, and with what the right answer of each of the services begins."""

    name: str
    request: bytes
    right: dict[str, bytes]

    @classmethod
    def of(cls, name: str, text: str, mode: str) -> "Workload":
        """Reading a drawn text."""
        right = {
            READER: f'{{"text":"{text}",'.encode(),
            DECODE: b'{"text":"",',
            UPLOAD: b'{"width":',
            KERAS: b'{"digits":[',
        }
        return cls(name, post(form(drawn_png(text), mode=mode)), right)


@dataclass(frozen=True, slots=True)
class Cell:
    """One place in the table."""

    workload: str
    clients: int
    way: str


Rounds = dict[Cell, list[Pressed]]
WORKLOADS = (Workload.of("a digit", DIGIT, "single"), Workload.of("8 digits", LINE, "multi"))


def main() -> None:
    """Measures, prints and writes the report; exits with 1 where a demand is not kept."""
    parser = argparse.ArgumentParser(description="Measure the service under load.")
    parser.add_argument("--out", type=Path, default=Path("report"), help="folder for the report")
    parser.add_argument("--keras", help="a Python with TensorFlow and the runtime")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--seconds", type=float, default=SECONDS, help="of each measurement")
    parser.add_argument("--overload-seconds", type=float, default=OVERLOAD_S)
    parser.add_argument("--requests", type=int, default=REQUESTS, help="of all kinds")
    options = parser.parse_args()

    rounds = _rounds(options.keras, options.rounds, options.seconds)
    capacity = _throughput(rounds, COMPARED_AT, READER)
    alone = [s for each in rounds[Cell("a digit", 1, READER)] for s in each.latencies]
    unloaded_p99_s = percentile_ms(alone, 99) / 1000
    rate = OVERLOAD * capacity
    overloaded = _overloaded(rate, options.overload_seconds, 4 * unloaded_p99_s)
    endured = _endured(options.requests)

    demands = {
        **_demands_on_rounds(rounds),
        **_demands_on_overload(overloaded, rate, unloaded_p99_s),
        **_demands_on_endurance(endured),
    }
    lines = [
        *_told_rounds(rounds, options.rounds, options.seconds),
        *_told_overload(overloaded, capacity),
        *_told_endurance(endured, options.requests),
        *("", "## Demands", ""),
        *(f"- {'kept' if kept else 'NOT KEPT'}: {demand}" for demand, kept in demands.items()),
    ]
    print("\n".join(lines))
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "load.md").write_text("\n".join(lines) + "\n", "utf-8")
    sys.exit(0 if all(demands.values()) else 1)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


# The closed loop.


def _rounds(keras: str | None, rounds: int, seconds: float) -> Rounds:
    """Every cell in every round, so that a slow minute of the machine meets all of them."""
    results: Rounds = defaultdict(list)
    with ExitStack() as stack:
        services = _all_services(stack, keras)
        for way, service in services.items():
            for workload in WORKLOADS:
                _press(service, workload, way, 8, WARM_UP_S)
        for _ in range(rounds):
            for workload in WORKLOADS:
                for clients in CLIENTS:
                    for way, service in services.items():
                        cell = Cell(workload.name, clients, way)
                        results[cell].append(_press(service, workload, way, clients, seconds))
    return results


def _all_services(stack: ExitStack, keras: str | None) -> dict[str, Running]:
    # All clients may wait in line here, as they do in the yardsticks, which refuse nobody.
    patient = {"RATE_LIMIT": "", "MAX_QUEUE": str(max(CLIENTS)), "QUEUE_TIMEOUT_S": "60"}
    threads = ("--threads", str(_cores()))
    services = {
        READER: stack.enter_context(running(**patient)),
        DECODE: stack.enter_context(running((sys.executable, ONLY_DECODING), **patient)),
        UPLOAD: stack.enter_context(running((sys.executable, YARDSTICKS, "upload", *threads))),
    }
    if keras:
        services[KERAS] = stack.enter_context(running((keras, YARDSTICKS, "keras")))
    return services


def _press(service: Running, workload: Workload, way: str, clients: int, seconds: float) -> Pressed:
    pressing = press(service.port, workload.request, workload.right[way], clients, seconds)
    return uvloop.run(pressing)


def _throughput(rounds: Rounds, clients: int, way: str) -> float:
    cell = rounds[Cell("a digit", clients, way)]
    return statistics.median(each.throughput for each in cell)


def _told_rounds(rounds: Rounds, count: int, seconds: float) -> Iterator[str]:
    yield "# Under load, one worker"
    yield ""
    yield (
        f"{_cores()} cores, which the clients share, Python {platform.python_version()}; "
        f"RATE_LIMIT= and, in this table, MAX_QUEUE={max(CLIENTS)}; {count} rounds of "
        f"{seconds:g} s, in turn. Only right answers are counted."
    )
    yield ""
    yield "| read | clients | by | answers/s (spread) | p50 ms | p95 ms | p99 ms | not right |"
    yield "|---|--:|---|--:|--:|--:|--:|---|"
    for cell, results in rounds.items():
        rates = [each.throughput for each in results]
        latencies = [latency for each in results for latency in each.latencies]
        percentiles = (f"{percentile_ms(latencies, p):.1f}" for p in (50, 95, 99))
        yield (
            f"| {cell.workload} | {cell.clients} | {cell.way} | {statistics.median(rates):.0f} "
            f"({min(rates):.0f}-{max(rates):.0f}) | {' | '.join(percentiles)} | "
            f"{_not_right(results)} |"
        )
    yield ""
    busy = [each.busy_s / each.elapsed_s for results in rounds.values() for each in results]
    yield f"The clients themselves kept a core busy for {min(busy):.0%} to {max(busy):.0%}."
    yield ""
    for workload in WORKLOADS:
        for way in (DECODE, UPLOAD, KERAS):
            yield from _told_ratio(rounds, workload.name, way)


def _ratios(rounds: Rounds, workload: str, way: str) -> list[float]:
    """The service's throughput over a yardstick's, round by round; none where that was not run."""
    ours = rounds[Cell(workload, COMPARED_AT, READER)]
    theirs = rounds.get(Cell(workload, COMPARED_AT, way), [])
    if not all(each.throughput for each in theirs):
        return []
    return [a.throughput / b.throughput for a, b in zip(ours, theirs, strict=bool(theirs))]


def _told_ratio(rounds: Rounds, workload: str, way: str) -> Iterator[str]:
    if ratios := _ratios(rounds, workload, way):
        yield (
            f"- {workload} at {COMPARED_AT} clients: {statistics.median(ratios):.2f} times the "
            f"answers of `{way}` ({min(ratios):.2f}-{max(ratios):.2f})"
        )


def _not_right(results: list[Pressed]) -> str:
    refused: Counter[int] = sum((each.refused for each in results), Counter())
    told = [f"{number} × {status}" for status, number in sorted(refused.items())]
    wrong = sum(each.wrong for each in results)
    return ", ".join([*told, *([f"{wrong} read wrong"] if wrong else [])])


def _demands_on_rounds(rounds: Rounds) -> dict[str, bool]:
    results = [each for cell, all_ in rounds.items() if cell.way == READER for each in all_]
    ratios = {way: _ratios(rounds, WORKLOADS[0].name, way) for way in LEAST_RATIOS}
    return {
        **{
            f"at {COMPARED_AT} clients, a drawn digit {least:g} times as often as `{way}`": (
                statistics.median(ratios[way]) >= least
            )
            for way, least in LEAST_RATIOS.items()
            if ratios[way]
        },
        "every answer is 200 and right, up to 128 clients": not any(
            each.wrong or each.refused for each in results
        ),
    }


# The open loop.


def _overloaded(rate: float, seconds: float, normal_s: float) -> Overloaded:
    workload = WORKLOADS[0]
    with running(RATE_LIMIT="") as service:
        _press(service, workload, READER, COMPARED_AT, WARM_UP_S)
        loop = OpenLoop(service, workload.request, workload.right[READER])
        return uvloop.run(loop.run(rate, seconds, normal_s))


def _told_overload(result: Overloaded, capacity: float) -> Iterator[str]:
    statuses = ", ".join(f"{number} × {status}" for status, number in result.statuses.items())
    yield ""
    yield f"## {OVERLOAD} times too much"
    yield ""
    yield (
        f"- {result.started / result.elapsed_s:.0f} requests started a second, of "
        f"{OVERLOAD * capacity:.0f} wanted, for {result.elapsed_s:.0f} s on up to "
        f"{result.connections} connections: {statuses}"
    )
    yield (
        f"- admitted: {len(result.latencies) / result.elapsed_s:.0f}/s, "
        f"p50 {percentile_ms(result.latencies, 50):.0f} ms, "
        f"p99 {percentile_ms(result.latencies, 99):.0f} ms"
    )
    yield (
        f"- memory: {result.before_mb:.0f} MB before, {result.most_mb:.0f} MB at most, "
        f"{result.after_mb:.0f} MB after"
    )
    yield f"- as quick as ever {result.normal_after_s:.2f} s after the last request was started"


def _demands_on_overload(result: Overloaded, rate: float, unloaded_p99_s: float) -> dict[str, bool]:
    longest_s = QUEUE_TIMEOUT_S + 4 * unloaded_p99_s
    p99_s = percentile_ms(result.latencies, 99) / 1000
    return {
        "under overload every answer is 200 and right, or 503": (
            result.statuses.keys() <= {200, 503} and not result.wrong
        ),
        f"so much was really asked, {LEAST_OF_RATE:.0%} of it at least": (
            result.started >= LEAST_OF_RATE * rate * result.elapsed_s
        ),
        f"under overload the p99 of what is admitted is at most {longest_s:.2f} s": (
            p99_s <= longest_s
        ),
        f"after overload all is normal within {NORMAL_WITHIN_S:g} s": (
            result.normal_after_s <= NORMAL_WITHIN_S
        ),
    }


# Endurance.


def _endured(requests: int) -> Endured:
    with running(RATE_LIMIT="") as service:
        return uvloop.run(endure(service, requests))


def _told_endurance(result: Endured, requests: int) -> Iterator[str]:
    yield ""
    yield f"## {requests:,} requests, a tenth of them bad"
    yield ""
    yield f"- {result.right.total():,} answered as they should be, {result.wrong.total():,} not"
    yield from (f"- {kind}: {number:,}" for kind, number in sorted(result.right.items()))
    yield from (f"- wrong: {example}" for example in result.examples)
    yield (
        f"- memory: {result.early_mb:.0f} MB after {requests // 10:,}, "
        f"{result.late_mb:.0f} MB at the end ({result.late_mb / result.early_mb:.2f} times)"
    )


def _demands_on_endurance(result: Endured) -> dict[str, bool]:
    return {
        "every good request is read right and every bad one gets its error": (
            not result.wrong.total()
        ),
        f"memory grows by at most {MOST_GROWTH - 1:.0%} after the first tenth": (
            result.late_mb <= MOST_GROWTH * result.early_mb
        ),
    }


if __name__ == "__main__":
    main()
