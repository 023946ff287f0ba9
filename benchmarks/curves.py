"""Curves of what an answer takes by how much is on file, as SVG: both scales are logarithmic."""

import math
from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.scale import Figures

_WIDTH, _HEIGHT, _LEFT, _TOP, _GAP = 300, 260, 60, 50, 90
_TALL, _WIDE = _TOP + _HEIGHT + 70, _LEFT + 2 * _WIDTH + _GAP + 40
_COLOURS = ("#1d4ed8", "#b45309", "#6b7280")
_STYLE = (
    "text{font:12px system-ui,sans-serif;fill:#111827}.t{font-weight:600;font-size:14px}"
    ".g{stroke:#e5e7eb}.c{fill:none;stroke-width:2}.w{stroke-dasharray:5 4}"
)


def drawn(figures: "Sequence[Figures]") -> str:
    """Return a picture: a panel for each kind of question, a line for each engine's p50 and p99."""
    parts = [*_panels(figures), *_legend(figures)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {_TALL}" width="{_WIDE}">'
        f'<style>{_STYLE}</style><rect width="100%" height="100%" fill="#fff"/>\n'
        + "\n".join(parts)
        + "\n</svg>\n"
    )


def _panels(figures: "Sequence[Figures]") -> Iterator[str]:
    times = [time for one in figures for pair in one.taken.values() for time in pair]
    low, high = math.floor(math.log10(min(times))), math.ceil(math.log10(max(times)))
    for at, kind in enumerate(figures[0].taken):
        left = _LEFT + at * (_WIDTH + _GAP)
        yield f'<text class="t" x="{left}" y="{_TOP - 20}">{escape(kind.capitalize())}, ms</text>'
        yield from _grid(figures, left, low, high)
        for engine, colour in _coloured(figures):
            own = [one for one in figures if one.engine == engine]
            for place, dashed in ((0, ""), (1, " w")):
                points = [(_x(figures, one.size, left), _y(one.taken[kind][place], low, high)) for one in own]
                path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
                yield f'<polyline class="c{dashed}" stroke="{colour}" points="{path}"/>'
                yield from (f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in points)


def _grid(figures: "Sequence[Figures]", left: float, low: int, high: int) -> Iterator[str]:
    for power in range(low, high + 1):
        y = _y(10.0**power, low, high)
        yield f'<line class="g" x1="{left}" x2="{left + _WIDTH}" y1="{y:.1f}" y2="{y:.1f}"/>'
        yield f'<text x="{left - 8}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:,g}</text>'
    for size in sorted({one.size for one in figures}):
        x = _x(figures, size, left)
        yield f'<text x="{x:.1f}" y="{_TOP + _HEIGHT + 18}" text-anchor="middle">{size:,}</text>'


def _legend(figures: "Sequence[Figures]") -> Iterator[str]:
    y = _TOP + _HEIGHT + 50
    for at, (engine, colour) in enumerate(_coloured(figures)):
        x = _LEFT + at * 160
        yield f'<line x1="{x}" x2="{x + 24}" y1="{y}" y2="{y}" stroke="{colour}" stroke-width="2"/>'
        yield f'<text x="{x + 30}" y="{y + 4}">{escape(engine)}</text>'
    x = _LEFT + 3 * 160 + 30
    yield f'<text x="{x}" y="{y + 4}">p50; dashes: p99</text>'


def _coloured(figures: "Sequence[Figures]") -> "Iterator[tuple[str, str]]":
    return zip(dict.fromkeys(one.engine for one in figures), _COLOURS, strict=False)


def _x(figures: "Sequence[Figures]", size: int, left: float) -> float:
    sizes = [math.log10(one.size) for one in figures]
    span = max(sizes) - min(sizes) or 1.0
    return left + _WIDTH * (0.06 + 0.88 * (math.log10(size) - min(sizes)) / span)


def _y(time: float, low: int, high: int) -> float:
    return _TOP + _HEIGHT * (1 - (math.log10(time) - low) / (high - low))
