"""Charts as files of their own: SVG with its look inside it and what it is written below it, and the same as PNG.

The look is that of the pages' style sheet; a test holds the two together. A PNG is drawn with the typeface that lies beside this file, so
that it is the same on every machine, and needs no browser.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from textwrap import wrap

from markupsafe import escape

FONTS = Path(__file__).parent / "fonts"
_SHEET = b'#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg")'
# Dots to the inch, of 72 points.
_FINE = 192
_NOTE, _MARGIN, _WIDE = 18, 14, 112
# The look of each part, as in goldenthread.css.
LOOK = {
    "grid": "stroke:#e3ebec;stroke-width:1",
    "axis": "stroke:#4a5d61;stroke-width:1",
    "text": "fill:#14262a;font-size:13px;paint-order:stroke;stroke:#fff;stroke-width:3",
    # The scale at the other end is for narrow screens.
    "far": "display:none",
    "line": "stroke:#12616b;stroke-width:2.5",
    "point": "fill:#12616b;stroke:#fff;stroke-width:1",
    "special": "fill:#e9b949;stroke:#082b31;stroke-width:2",
    "own": "fill:#0d3b42;stroke:#fff;stroke-width:1",
    "centre": "stroke:#0d3b42;stroke-width:1.5",
    "limit": "fill:none;stroke:#0d3b42;stroke-width:1.5;stroke-dasharray:7 5",
    "inner": "fill:none;stroke:#0d3b42;stroke-width:1.2;stroke-dasharray:2 4",
    "reach": "stroke:#12616b;stroke-width:4;stroke-opacity:0.45",
}


def as_svg(chart: str, title: str, notes: Sequence[str]) -> bytes:
    """A chart as a file: its title above it, and below it the notes: as at, definition, source."""
    width, height = (float(n) for n in re.findall(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', chart)[0])
    above = wrap(title, _WIDE)
    below = [line for note in notes for line in wrap(note, _WIDE)]
    head = _NOTE * len(above) + _MARGIN
    whole = head + height + _NOTE * len(below) + _MARGIN
    inner = re.sub(r"^<svg[^>]*>|</svg>$", "", chart)
    style = "".join(f".gt-chart__{name}{{{look}}}" for name, look in LOOK.items())
    lines = [_line(words, _NOTE * (at + 1)) for at, words in enumerate(above)]
    lines += [_line(words, head + height + _NOTE * (at + 1)) for at, words in enumerate(below)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{width:g}" height="{whole:g}" viewBox="0 0 {width:g} {whole:g}">'
        f"<style>text{{font-stretch:condensed;font-family:'DejaVu Sans','Helvetica Neue',Helvetica,Arial,sans-serif}}{style}</style>"
        f'<rect width="{width:g}" height="{whole:g}" fill="#fff"/>{"".join(lines)}'
        f'<g transform="translate(0 {head:g})">{inner}</g></svg>'
    ).encode()


def as_png(svg: bytes) -> bytes:
    """The same picture in dots, twice as fine as it is drawn, so that it prints well."""
    # Loaded where it is used: most processes never draw a picture.
    import typst

    typeface = typst.Fonts(include_system_fonts=False, font_paths=[FONTS])
    return typst.compile(
        _SHEET, format="png", ppi=_FINE, font_paths=typeface, sys_inputs={"svg": svg.decode()}
    )


def _line(words: str, down: float) -> str:
    return f'<text class="gt-chart__text" x="{_MARGIN}" y="{down:g}">{escape(words)}</text>'
