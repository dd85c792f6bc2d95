"""What a file really is, by its first bytes and not by its name; what it is not is said in the clerk's words."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from ingest.archive import LOCKED, by_plain_name, bytes_of
from ingest.delimited import wide_encoding
from ingest.limits import MIB, Limits, Unreadable

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BOMS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
HEAD_BYTES = 4096
SAVE_AS = "请用 Excel 或 WPS 打开，另存为 .xlsx 工作簿后再报。"
ARCHIVE = "这是压缩包。请解压后逐个报送其中的工作簿。"
PICTURE = "这是图片，不是表格。请报送原来的 Excel 工作簿。"
PROGRAM = "这是程序，不是表格，已拒收。"
WORD = "这是 Word 文档，不是表格。请把内容填进 Excel 工作簿再报。"
SLIDES = "这是演示文稿，不是表格。请把内容填进 Excel 工作簿再报。"
BROKEN = f"文件已损坏，可能没有传完整。{SAVE_AS}"
NOT_KNOWN = f"认不出这是什么文件。{SAVE_AS}"
WEB_PAGE = f"这是网页格式的文件，只是改了扩展名。{SAVE_AS}"
FOREIGN = {
    b"%PDF": "这是 PDF 文件，不是表格。请报送原来的 Excel 工作簿。",
    b"Rar!": ARCHIVE,
    b"7z\xbc\xaf": ARCHIVE,
    b"\x1f\x8b": ARCHIVE,
    b"BZh": ARCHIVE,
    b"\xfd7zXZ": ARCHIVE,
    b"\x89PNG": PICTURE,
    b"\xff\xd8\xff": PICTURE,
    b"GIF8": PICTURE,
    b"II*\0": PICTURE,
    b"MM\0*": PICTURE,
    b"{\\rtf": "这是文字文档，不是表格。请报送 Excel 工作簿。",
    b"MZ\x90": PROGRAM,
    b"\x7fELF": PROGRAM,
}
# What a compound file holds, by the names of its streams.
OTHER_STREAMS = {"EncryptedPackage": LOCKED, "WordDocument": WORD, "PowerPoint Document": SLIDES}
BOOK_STREAMS = ("Workbook", "Book")
# The first record of a workbook, of 1997 and of 1995, and the one that stands near it when there is a password.
BOOK_STARTS = (b"\x09\x08\x10\0\0\x06\x05\0", b"\x09\x08\x08\0\0\x05\x05\0")
FILEPASS = 0x2F
FIRST_RECORDS = 8
WEB_STARTS = (
    "<!doctype",
    "<html",
    "<table",
    "<head",
    "<meta",
    "<?xml",
    "<div",
    "<body",
    "<style",
    "<!--",
    "mime-version:",
)


def file_kind(content: bytes, limits: Limits) -> str:
    """`xlsx`, `xlsb`, `xls`, `ods` or `csv`; anything else is refused."""
    if len(content) > limits.file_bytes:
        raise Unreadable(too_long(limits))
    if not content.strip(b" \t\r\n\0") or content in BOMS:
        raise Unreadable("文件是空的，没有任何内容。")
    for magic, message in FOREIGN.items():
        if content.startswith(magic):
            raise Unreadable(message)
    if content.startswith(OLE):
        return ole_kind(content)
    if content.startswith(b"PK"):
        return zip_kind(content)
    return text_kind(content)


def too_long(limits: Limits) -> str:
    """What is said of a file that is larger than a file may be."""
    return f"文件超过 {limits.file_bytes // MIB} MB，请拆分或删去图片后再报。"


def ole_kind(content: bytes) -> str:
    """An old workbook, unless the directory of the compound file says that it is something else."""
    if any(f"{name}\0".encode("utf-16-le") in content for name in BOOK_STREAMS):
        if is_locked(content):
            raise Unreadable(LOCKED)
        return "xls"
    for name, message in OTHER_STREAMS.items():
        if name.encode("utf-16-le") in content:
            raise Unreadable(message)
    raise Unreadable(BROKEN)


def is_locked(content: bytes) -> bool:
    """Whether one of the first records of an old workbook says that the rest is encrypted."""
    at = max(content.find(start) for start in BOOK_STARTS)
    for _ in range(FIRST_RECORDS if at >= 0 else 0):
        kind, size = struct.unpack_from("<HH", content.ljust(at + 4, b"\0"), at)
        if kind == FILEPASS:
            return True
        at += 4 + size
    return False


def zip_kind(content: bytes) -> str:
    """Which office format a zip archive holds."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = by_plain_name(archive)
            mimetype = b""
            if "mimetype" in members and members["mimetype"].file_size < HEAD_BYTES:
                mimetype = bytes_of(archive, members["mimetype"])
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, ValueError, NotImplementedError, EOFError):
        raise Unreadable(BROKEN) from None
    if "xl/workbook.xml" in members:
        return "xlsx"
    if "xl/workbook.bin" in members:
        return "xlsb"
    if b"opendocument.spreadsheet" in mimetype:
        return "ods"
    for folder, message in (("word/", WORD), ("ppt/", SLIDES)):
        if any(name.startswith(folder) for name in members):
            raise Unreadable(message)
    if b"opendocument.text" in mimetype:
        raise Unreadable(WORD)
    raise Unreadable("这是压缩包或其他文件，里面没有工作簿。请解压后逐个报送工作簿。")


def text_kind(content: bytes) -> str:
    """A text file: CSV, unless it is a web page or the XML of 2003."""
    mark = next((mark for mark in BOMS if content.startswith(mark)), b"")
    encoding = BOMS.get(mark) or wide_encoding(content)
    head = content[len(mark) : HEAD_BYTES].decode(encoding or "latin-1", "replace").lstrip().lower()
    if head.startswith("%pdf"):
        raise Unreadable(FOREIGN[b"%PDF"])
    if "urn:schemas-microsoft-com:office:spreadsheet" in head or 'progid="excel.sheet"' in head:
        raise Unreadable(f"这是 2003 版 XML 表格，不能直接读取。{SAVE_AS}")
    if head.startswith(WEB_STARTS):
        raise Unreadable(WEB_PAGE)
    if b"\0" in content[:HEAD_BYTES] and not encoding:
        raise Unreadable(NOT_KNOWN)
    return "csv"
