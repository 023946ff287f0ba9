"""Draw what is refused of what is not on file against what is still answered of what is.

    python -m benchmarks.threshold FOLDER… --picture docs/threshold.svg

Each FOLDER is a set as `benchmarks.judged` has it; needs what `benchmarks.train` needs, whose
cross-validation it shows: by coverage alone, by the learned table, and with meaning. "Still answered" has two
readings: of the questions whose right record is put first (solid), and of all questions with an answer on
file (dashed). Rings mark 95 %, where the table is 0.5 sure and the desk begins to answer.
"""

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.judged import Remembering, asked
from benchmarks.train import (
    KEPT,
    Judgement,
    alike,
    as_desk,
    bar,
    by_both,
    by_coverage,
    by_words,
    cross_validated,
    refused,
)
from facts.search.semantic import Encoder
from facts.search.table import Table

_STEPS = [step / 100 for step in range(60, 100)]
"""The shares that are still answered."""
_WIDE, _HIGH, _LEFT, _TOP = 480.0, 320.0, 56.0, 24.0
_COLOURS = {"coverage": "#b45309", "words": "#1d4ed8", "words and meaning": "#047857"}
_HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 740 400" font-family="sans-serif" font-size="12">'
    '<rect width="740" height="400" fill="white"/>'
)

Picked = Callable[[Judgement], bool]
_READINGS: dict[str, Picked] = {
    "of those right first": lambda one: one.is_right,
    "of all on file": lambda one: one.has_answer,
}


def main() -> None:
    """Ask, judge by what was learned from others, print the operating point and draw."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--picture", type=Path, required=True)
    options = parser.parse_args()
    encoder = Remembering(Encoder())
    found = [one for folder in options.folders for one in asked(folder, encoder)]
    words, both = cross_validated(found, by_words, by_both)
    covered = (by_coverage(Table((), 0.0, (), ()), one) for one in found)
    ways = {
        "coverage": [replace(one, sure=one.grounds[0]) for one in covered],
        "words": words,
        "words and meaning": as_desk(words, both),
    }
    report(ways)
    options.picture.write_text(picture(ways), encoding="utf-8")


def report(ways: dict[str, list[Judgement]]) -> None:
    """Print for each way what is refused at 95 %, and at as many right answers as words give there."""
    wanted = answered_right(ways["words"], bar(ways["words"]))
    for name, judged in ways.items():
        for reading, picked in _READINGS.items():
            share = refused(judged, bar(judged, picked=picked))
            print(f"{name}: {share:.3f} refused where {KEPT:.0%} are answered {reading}")
        bars = sorted({one.sure for one in judged if one.is_right}, reverse=True)
        if at := next((at for at in bars if answered_right(judged, at) >= wanted), None):
            print(f"{name}: {refused(judged, at):.3f} refused where {wanted:.3f} of all are answered rightly")


def answered_right(judged: Sequence[Judgement], at: float) -> float:
    """Return the share of all questions with an answer that are answered rightly."""
    told = [one for one in judged if one.has_answer]
    worth = alike([one.set for one in told])
    return sum(more for one, more in zip(told, worth, strict=True) if one.is_right and one.sure >= at)


def picture(ways: dict[str, list[Judgement]]) -> str:
    """Return the curves as SVG; a ring marks the share that is kept."""
    parts = [_HEAD, *_axes()]
    for place, (name, judged) in enumerate(ways.items()):
        colour = _COLOURS[name]
        for reading, picked in _READINGS.items():
            points = [(kept, refused(judged, bar(judged, kept, picked))) for kept in _STEPS]
            parts.append(_curve(points, colour, dashed=reading == "of all on file"))
        x, y = _at(KEPT, refused(judged, bar(judged)))
        parts.append(
            f'<circle cx="{x:.0f}" cy="{y:.0f}" r="5" fill="none" stroke="{colour}" stroke-width="2"/>'
        )
        parts.append(f'<text x="556" y="{60 + 20 * place}" fill="{colour}">{name}</text>')
    parts.append('<text x="556" y="130">solid: right first</text>')
    parts.append('<text x="556" y="150">dashed: any on file</text>')
    return "\n".join((*parts, "</svg>\n"))


def _axes() -> Iterator[str]:
    for tenth in range(11):
        x, y = _at(0.6 + 0.04 * tenth, tenth / 10)
        yield f'<path d="M{_LEFT} {y:.0f}H{_LEFT + _WIDE}M{x:.0f} {_TOP}V{_TOP + _HIGH}" stroke="#ddd"/>'
        yield f'<text x="{_LEFT - 8}" y="{y + 4:.0f}" text-anchor="end">{tenth * 10}</text>'
        yield f'<text x="{x:.0f}" y="{_TOP + _HIGH + 18}" text-anchor="middle">{60 + 4 * tenth}</text>'
    yield f'<text x="{_LEFT}" y="14">refused of what is not on file, %</text>'
    place = f'x="{_LEFT + _WIDE}" y="{_TOP + _HIGH + 40}" text-anchor="end"'
    yield f"<text {place}>still answered of what is, %</text>"


def _curve(points: Sequence[tuple[float, float]], colour: str, *, dashed: bool) -> str:
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in (_at(*point) for point in points))
    dashes = ' stroke-dasharray="5 4"' if dashed else ""
    return f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"{dashes}/>'


def _at(kept: float, refuses: float) -> tuple[float, float]:
    return _LEFT + _WIDE * (kept - 0.6) / 0.4, _TOP + _HIGH * (1 - refuses)


if __name__ == "__main__":
    main()
