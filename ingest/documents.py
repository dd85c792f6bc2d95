"""The text of a document, a paragraph a line, with the numbers that Word puts in front written out. Runs in the worker.

What is no text and no .docx is refused with one sentence that says what to do.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path
from xml.etree import ElementTree

from ingest import delimited, wordnumbers
from ingest.archive import LOCKED, by_plain_name, bytes_of, check_archive
from ingest.limits import MIB, Limits, Unreadable
from ingest.sniff import BOMS, OLE

WORD = wordnumbers.WORD
SAVE_AS = "请用 Word 或 WPS 打开，另存为 .docx 或纯文本（.txt）后再附。"
PART_BYTES = 20 * MIB
LONGEST_TEXT = 2_000_000
DOCUMENT, NUMBERING, STYLES = "word/document.xml", "word/numbering.xml", "word/styles.xml"
DAMAGED = f"文档已损坏，或不是真正的 .docx，读不出来。{SAVE_AS}"
DECLARED = "文档内部含有不允许的声明（DOCTYPE），已拒收。"
TOO_LARGE = f"文档解压后异常庞大，已拒收。{SAVE_AS}"
REFUSED_STARTS = {
    b"%PDF": f"这是 PDF 文件，认不出条款的编号。{SAVE_AS}",
    b"{\\rtf": f"这是 RTF 文档，不能直接读取。{SAVE_AS}",
    b"\x89PNG": "这是图片，不是文档。请附原来的 .docx 文档或纯文本（.txt）。",
    b"\xff\xd8\xff": "这是图片，不是文档。请附原来的 .docx 文档或纯文本（.txt）。",
}
OLD_WORD = f"这是旧版 Word 文档（.doc）或 WPS 文字（.wps），只改扩展名没有用。{SAVE_AS}"
WEB_STARTS = ("<!doctype", "<html", "<?xml", "<head", "<body", "mime-version:")
DAMAGE = (zipfile.BadZipFile, zlib.error, ElementTree.ParseError, EOFError, RuntimeError, OSError, ValueError)
# Deleted words, the older copy of a text box, and what fields say of themselves are no part of what is read.
LEFT_OUT = {f"{WORD}del", f"{WORD}moveFrom", f"{WORD}instrText", f"{WORD}pPr", f"{WORD}rPr"}
FALLBACK = "Fallback"


def read(path: str, limits: Limits) -> str:
    """The text of the document at a path; raises `Unreadable`."""
    with Path(path).open("rb") as stream:
        content = stream.read(limits.file_bytes + 1)
    if len(content) > limits.file_bytes:
        raise Unreadable(f"文档超过 {limits.file_bytes // MIB} MB。{SAVE_AS}")
    text = text_of(content, limits)
    if len(text) > LONGEST_TEXT:
        raise Unreadable(f"文档超过 {LONGEST_TEXT} 字，不像一份计划。请核对是否选错了文件。")
    if not text.strip():
        raise Unreadable("文档里没有文字。请核对是否选错了文件，扫描件要先转成文字。")
    return text


def text_of(content: bytes, limits: Limits) -> str:
    """The text, by what the content is and not by its name."""
    refusal = next((why for start, why in REFUSED_STARTS.items() if content.startswith(start)), None)
    if refusal:
        raise Unreadable(refusal)
    if content.startswith(OLE):
        raise Unreadable(LOCKED_WORD if "EncryptedPackage".encode("utf-16-le") in content else OLD_WORD)
    return word_text(content, limits) if content.startswith(b"PK") else plain_text(content)


LOCKED_WORD = f"文档设了密码，打不开。请取消密码，{SAVE_AS.removeprefix('请')}"


def plain_text(content: bytes) -> str:
    """Text in UTF-8, UTF-16 with its mark, GB18030 or Big5."""
    try:
        text = delimited.decode(content).removeprefix("\ufeff")
    except Unreadable:
        raise Unreadable(f"文字编码认不出来。{SAVE_AS}") from None
    if text.lstrip().lower().startswith(WEB_STARTS):
        raise Unreadable(f"这是网页格式的文件，不是纯文本。{SAVE_AS}")
    if "\0" in text and not content.startswith(tuple(BOMS)):
        raise Unreadable(f"这不是文字文档。{SAVE_AS}")
    return text


def word_text(content: bytes, limits: Limits) -> str:
    """The paragraphs of a .docx."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if DOCUMENT not in by_plain_name(archive):
                raise Unreadable(f"这是压缩包、工作簿或其他文件，不是 Word 文档。{SAVE_AS}")
            check_archive(archive, len(content), limits)
            body, numbering, styles = (tree(archive, name) for name in (DOCUMENT, NUMBERING, STYLES))
    except DAMAGE:
        raise Unreadable(DAMAGED) from None
    except Unreadable as refusal:
        raise Unreadable(LOCKED_WORD if str(refusal) == LOCKED else str(refusal)) from None
    if body is None:
        raise Unreadable(DAMAGED)
    numbers = wordnumbers.Numbers(wordnumbers.definitions(numbering), wordnumbers.styled(styles))
    lines = (numbers.before(paragraph) + words_of(paragraph) for paragraph in body.iter(f"{WORD}p"))
    return "\n".join(lines)


def tree(archive: zipfile.ZipFile, name: str) -> ElementTree.Element | None:
    """One part as a tree; none when it is absent. A DOCTYPE has no place in it, so no entity can grow."""
    member = by_plain_name(archive).get(name)
    if member is None:
        return None
    if member.file_size > PART_BYTES:
        raise Unreadable(TOO_LARGE)
    content = bytes_of(archive, member)
    # In another encoding than UTF-8 the word would not be found as it stands.
    if b"<!" in content.replace(b"<!--", b"").replace(b"<![CDATA[", b"") or content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise Unreadable(DECLARED)
    return ElementTree.fromstring(content)


def words_of(paragraph: ElementTree.Element) -> str:
    """The words of one paragraph; a paragraph inside it, as in a text box, speaks for itself."""
    parts: list[str] = []
    waiting = list(paragraph)[::-1]
    while waiting:
        node = waiting.pop()
        if node.tag == f"{WORD}t":
            parts.append(node.text or "")
        elif node.tag in (f"{WORD}tab", f"{WORD}br", f"{WORD}cr"):
            parts.append(" ")
        elif node.tag not in LEFT_OUT and node.tag != f"{WORD}p" and not node.tag.endswith(FALLBACK):
            waiting.extend(list(node)[::-1])
    return "".join(parts)
