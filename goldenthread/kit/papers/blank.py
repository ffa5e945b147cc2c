"""An empty Word document in the look of this house: A4, one typeface, English, and a foot that says what it is and which page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

INK, TEAL, GREY = "0B0C0C", "0D3B42", "505050"
# Between the margins of the page, in centimetres.
WIDE = 17.0
_SIZES = {"Title": 20, "Heading 1": 15, "Heading 2": 12.5, "Heading 3": 11, "Caption": 10}


def blank(title: str, *, author: str = "", language: str = "en-GB", foot: str = "") -> Any:
    """The document (python-docx)."""
    from docx import Document
    from docx.shared import Cm

    document = Document()
    held = document.core_properties
    held.title, held.author, held.language = title, author, language
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm((21 - WIDE) / 2)
    page.top_margin = page.bottom_margin = Cm(2.2)
    _styles(document, language)
    _foot(page.footer.paragraphs[0], foot)
    return document


def noted(paragraph: Any) -> None:
    """Set a paragraph apart with a bar at its side: how to read what follows."""
    border = _element("w:pBdr")
    border.append(_element("w:left", val="single", sz="24", space="8", color=TEAL))
    _in_order(paragraph._p.get_or_add_pPr(), border, ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc"))


def shaded(cell: Any, colour: str) -> None:
    """Give a cell of a table a ground."""
    ground = _element("w:shd", val="clear", color="auto", fill=colour)
    _in_order(
        cell._tc.get_or_add_tcPr(),
        ground,
        ("w:noWrap", "w:tcMar", "w:textDirection", "w:tcFitText", "w:vAlign"),
    )


def barred(paragraph: Any, share: float, width: float) -> None:
    """Draw a bar over ``share`` of ``width`` (in centimetres) behind a paragraph without words."""
    from docx.shared import Cm, Pt

    held = paragraph.paragraph_format
    held.right_indent, held.space_before, held.space_after = Cm(width * (1 - share)), Pt(1), Pt(1)
    ground = _element("w:shd", val="clear", color="auto", fill=TEAL)
    _in_order(paragraph._p.get_or_add_pPr(), ground, ("w:tabs", "w:spacing", "w:ind", "w:jc"))


def lined(table: Any, title: str, widths: Sequence[float]) -> None:
    """A table with lines between its rows only, columns of these widths in centimetres, and its name for who hears it read."""
    from docx.shared import Cm

    table.autofit = False
    rules = _element("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        rules.append(_element(f"w:{side}", val="single", sz="4", space="0", color="AAAAAA"))
    for side in ("left", "right", "insideV"):
        rules.append(_element(f"w:{side}", val="nil"))
    order = {each: at for at, each in enumerate(("top", "left", "bottom", "right", "insideH", "insideV"))}
    rules[:] = sorted(rules, key=lambda each: order[each.tag.rpartition("}")[2]])
    held = table._tbl.tblPr
    _in_order(held, rules, ("w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook", "w:tblCaption"))
    held.append(_element("w:tblCaption", val=title))
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.w = Cm(width)
    sizes = [Cm(width) for width in widths]
    for row in table._tbl.tr_lst:
        for cell, size in zip(row.tc_lst, sizes, strict=True):
            cell.width = size


def headed(row: Any) -> None:
    """A header row: read out with each cell, and drawn again on each page."""
    held = row._tr.get_or_add_trPr()
    held.append(_element("w:tblHeader", val="true"))


def whole(table: Any) -> None:
    """Rows that are not cut in two where a page ends."""
    for row in table._tbl.tr_lst:
        row.get_or_add_trPr().insert(0, _element("w:cantSplit", val="true"))


def _styles(document: Any, language: str) -> None:
    from docx.shared import Pt, RGBColor

    for told in document.styles.element.iter(_named("w:lang")):
        told.set(_named("w:val"), language)
    normal = document.styles["Normal"]
    _typeface(normal)
    normal.font.size = Pt(10.5)
    normal.paragraph_format.space_after = Pt(6)
    normal.element.get_or_add_rPr().append(_element("w:lang", val=language))
    for name, size in _SIZES.items():
        style = document.styles[name]
        _typeface(style)
        style.font.size, style.font.bold, style.font.italic = Pt(size), True, False
        style.font.color.rgb = RGBColor.from_string(INK if name == "Caption" else TEAL)
        style.paragraph_format.keep_with_next = True
        style.paragraph_format.space_before = Pt(0 if name == "Title" else 8 if name == "Caption" else 14)
        style.paragraph_format.space_after = Pt(4)


def _typeface(style: Any) -> None:
    style.font.name = "Arial"
    fonts = style.element.rPr.rFonts
    # A typeface of the theme would win over the one that is named.
    for name in [each for each in fonts.attrib if each.endswith("Theme")]:
        del fonts.attrib[name]
    for script in ("eastAsia", "cs"):
        fonts.set(_named(f"w:{script}"), "Arial")


def _foot(paragraph: Any, words: str) -> None:
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Cm, Pt, RGBColor

    # The library's own style of feet has a tab in the middle.
    paragraph.style = "Normal"
    paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(WIDE), WD_TAB_ALIGNMENT.RIGHT)
    pieces = (words, "\t", "Page ", ("PAGE",), " of ", ("NUMPAGES",))
    for piece in pieces:
        if isinstance(piece, tuple):
            field = _element("w:fldSimple", instr=f" {piece[0]} ")
            run = paragraph.add_run("1")
            field.append(run._r)
            paragraph._p.append(field)
        else:
            run = paragraph.add_run(piece)
        run.font.size, run.font.color.rgb = Pt(8.5), RGBColor.from_string(GREY)


def _named(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(name))


def _element(name: str, **said: str) -> Any:
    from docx.oxml import OxmlElement

    made = OxmlElement(name)
    for key, value in said.items():
        made.set(_named(f"w:{key}"), value)
    return made


def _in_order(held: Any, new: Any, after: Sequence[str]) -> None:
    """Put an element where its schema wants it: before the first of those that come after it. Word refuses another order."""
    tags = {_named(each) for each in after}
    at = next((at for at, each in enumerate(held) if each.tag in tags), len(held))
    held.insert(at, new)
