"""What a file really is, by its first bytes and not by its name; what it is not is said in the clerk's words."""

from __future__ import annotations

import io
import zipfile

from ingest.limits import Limits, Unreadable

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
SAVE_AS = "请用 Excel 或 WPS 打开，另存为 .xlsx 工作簿后再报。"
FOREIGN = (
    (b"%PDF", "这是 PDF 文件，不是表格。请报送原来的 Excel 工作簿。"),
    (b"Rar!", "这是压缩包。请解压后逐个报送其中的工作簿。"),
    (b"7z\xbc\xaf", "这是压缩包。请解压后逐个报送其中的工作簿。"),
    (b"\x1f\x8b", "这是压缩包。请解压后逐个报送其中的工作簿。"),
    (b"\x89PNG", "这是图片，不是表格。请报送原来的 Excel 工作簿。"),
    (b"\xff\xd8\xff", "这是图片，不是表格。请报送原来的 Excel 工作簿。"),
    (b"{\\rtf", "这是文字文档，不是表格。请报送 Excel 工作簿。"),
)


def file_kind(content: bytes, limits: Limits) -> str:
    """`xlsx`, `xlsb`, `xls`, `ods` or `csv`; anything else is refused."""
    if not content.strip(b" \t\r\n\0"):
        raise Unreadable("文件是空的，没有任何内容。")
    if len(content) > limits.file_bytes:
        raise Unreadable(f"文件超过 {limits.file_bytes // 2**20} MB，请拆分或删去图片后再报。")
    for magic, message in FOREIGN:
        if content.startswith(magic):
            raise Unreadable(message)
    if content.startswith(OLE):
        return ole_kind(content)
    if content.startswith(b"PK"):
        return zip_kind(content)
    return text_kind(content)


def ole_kind(content: bytes) -> str:
    """An old workbook, or a new one behind a password."""
    if ENCRYPTED in content:
        raise Unreadable("文件设了密码，打不开。请在 Excel 或 WPS 中取消密码后再报。")
    return "xls"


def zip_kind(content: bytes) -> str:
    """Which office format a zip archive holds."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            mimetype = archive.read("mimetype")[:80] if "mimetype" in names else b""
    except (zipfile.BadZipFile, OSError, RuntimeError, ValueError, NotImplementedError, EOFError):
        raise Unreadable(f"文件已损坏，可能没有传完整。{SAVE_AS}") from None
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if b"opendocument.spreadsheet" in mimetype:
        return "ods"
    if any(name.startswith("word/") for name in names):
        raise Unreadable("这是 Word 文档，不是表格。请把内容填进 Excel 工作簿再报。")
    raise Unreadable("这是压缩包或其他文件，里面没有工作簿。请解压后逐个报送工作簿。")


def text_kind(content: bytes) -> str:
    """A text file: CSV, unless it is a web page or the XML of 2003."""
    head = content[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        raise Unreadable(f"这是 2003 版 XML 表格，不能直接读取。{SAVE_AS}")
    if head.startswith((b"<!doctype", b"<html", b"<table", b"<head", b"<meta", b"<?xml", b"<div")):
        raise Unreadable(f"这是网页格式的文件，只是改了扩展名。{SAVE_AS}")
    if b"\0" in content[:4096] and not content.startswith(BOMS):
        raise Unreadable(f"认不出这是什么文件。{SAVE_AS}")
    return "csv"
