"""Which workbooks can be written again without loss, and the values that writing them would lose, put back.

The writer knows only part of what a workbook may hold; the parts listed here it keeps or can do without. It forgets
the results of formulas, and takes a number such as 20090615 in a cell formatted as a day for an error.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from xml.etree import ElementTree

from ingest.ooxml import DAMAGE, DOCTYPE, sheet_parts

KEPT_PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/.+|customXml/.+"
    r"|xl/(?:workbook|styles|sharedStrings|calcChain)\.xml|xl/_rels/workbook\.xml\.rels|xl/theme/theme\d+\.xml"
    r"|xl/worksheets/(?:_rels/)?[^/]+\.xml(?:\.rels)?|xl/tables/[^/]+\.xml|xl/printerSettings/.+"
    r"|xl/(?:comments/?)[^/]*\.xml|xl/drawings/[^/]*\.vml",
    re.IGNORECASE,
)
LOST_IN_SHEET = re.compile(rb"<(?:\w+:)?(?:extLst|AlternateContent|controls|oleObjects|drawing|picture|smartTags)\b")
OTHER_SHAPES = re.compile(rb"""ObjectType=["'](?!Note["'])""")
DATA_TABLE = re.compile(rb"""<(?:\w+:)?f\b[^>]*\bt=["']dataTable["']""")
WORKSHEET = "xl/worksheets/"
MOST_SHEET_BYTES = 12 * 1024 * 1024
EMPTY_FORMULA = re.compile(r'<c r="([A-Z]+\d+)"([^>]*)>(<f\b[^>]*?(?:/>|>[^<]*</f>))<v\s*(?:/>|></v>)</c>')
TYPE = re.compile(r' t="\w+"')
Raw = dict[str, tuple[str, str]]


@dataclass(frozen=True)
class Kept:
    """Of one sheet: each formula's result as (type, text), and each plain number as it was written."""

    results: Raw
    numbers: Raw


def is_rewritable(content: bytes) -> bool:
    """Whether a workbook is an .xlsx of moderate size without anything that writing it again would lose."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = [member.filename for member in archive.infolist() if not member.is_dir()]
            if "xl/workbook.xml" not in names or not all(KEPT_PARTS.fullmatch(name) for name in names):
                return False
            sizes = sum(member.file_size for member in archive.infolist() if member.filename.startswith(WORKSHEET))
            return sizes <= MOST_SHEET_BYTES and all(is_kept(archive, name) for name in names)
    except DAMAGE:
        return False


def is_kept(archive: zipfile.ZipFile, name: str) -> bool:
    """Whether one part holds nothing that would be lost, and no declaration that could grow."""
    part = archive.read(name)
    if DOCTYPE.search(part[:4096]):
        return False
    if name.endswith(".vml"):
        return not OTHER_SHAPES.search(part)
    return not name.startswith(WORKSHEET) or not (LOST_IN_SHEET.search(part) or DATA_TABLE.search(part))


def kept_values(content: bytes) -> dict[str, Kept]:
    """The values of every sheet that may have to be put back, by sheet name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: kept_of(archive.read(part)) for name, part in sheet_parts(archive).items()}


def kept_of(xml: bytes) -> Kept:
    """The results and numbers of one sheet, as they stand in the file."""
    kept = Kept({}, {})
    for _, node in ElementTree.iterparse(io.BytesIO(xml)):
        if tag(node) == "row":
            node.clear()
        if tag(node) != "c":
            continue
        inside = {tag(child): child.text or "" for child in node}
        reference, kind, text = node.get("r", ""), node.get("t", "n"), inside.get("v", "")
        if "f" in inside and text:
            kept.results[reference] = (kind, text)
        elif kind == "n" and text:
            kept.numbers[reference] = (kind, text)
    return kept


def tag(node: ElementTree.Element) -> str:
    """An element's name without its namespace."""
    return str(node.tag).rpartition("}")[2]


def with_results(content: bytes, kept: dict[str, Kept]) -> bytes:
    """The workbook as written anew, with the results of its formulas in place again."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as written, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        sheets = {part: kept[name].results for name, part in sheet_parts(written).items() if name in kept}
        for member in written.infolist():
            part = written.read(member)
            if results := sheets.get(member.filename):
                part = EMPTY_FORMULA.sub(result_in(results), part.decode()).encode()
            archive.writestr(member.filename, part)
    return out.getvalue()


def result_in(results: Raw) -> Callable[[re.Match[str]], str]:
    """What puts the result into one formula's cell."""

    def put(match: re.Match[str]) -> str:
        reference, attributes, formula = match.groups()
        if reference not in results:
            return match[0]
        kind, text = results[reference]
        attributes = TYPE.sub("", attributes) + (f' t="{kind}"' if kind != "n" else "")
        return f'<c r="{reference}"{attributes}>{formula}<v>{html.escape(text, quote=False)}</v></c>'

    return put
