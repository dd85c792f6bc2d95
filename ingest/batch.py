"""A zip of workbooks becomes its files: each by the name that people gave it, or with the reason why it is not read.

Nothing in the archive is believed: names never choose where a file is written, sizes are held to while unpacking.
"""

from __future__ import annotations

import re
import stat
import struct
import tempfile
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ingest.archive import ENCRYPTED, METHODS, plain
from ingest.limits import MIB, Limits, Unreadable
from ingest.sniff import too_long

END, END_SIZE, LOCATOR = b"PK\5\6", 22, b"PK\6\7"
LONGEST_COMMENT = 65_535
MOST_BYTES_A_NAME = 1_000
IN_UTF8 = 0x800
LONGEST_NAME = 80
CHUNK = 1 << 20
OFFICE = ("[content_types].xml", "mimetype", "xl/workbook.xml", "xl/workbook.bin", "content.xml")
LITTER = ("thumbs.db", "desktop.ini", ".ds_store")
ARCHIVES = (".zip", ".rar", ".7z", ".gz", ".tar")
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, NotImplementedError)
REPACK = "请解开后逐个报送其中的工作簿，或重新压缩后再报。"
BROKEN = f"压缩包已损坏，可能没有传完整。{REPACK}"
NAMELESS = "未命名"


@dataclass(frozen=True)
class Member:
    """A file to be checked, under the name that people see; without a path, what is said instead of reading it."""

    name: str
    path: Path | None = None
    severity: str = "notice"
    why: str = ""


@contextmanager
def files_of(paths: Iterable[Path], limits: Limits) -> Iterator[Iterator[Member]]:
    """Every file of some paths, each batch unpacked when its turn comes, into folders that are gone at the end."""
    with ExitStack() as folders:
        yield (member for path in paths for member in members_of(path, folders, limits))


def members_of(path: Path, folders: ExitStack, limits: Limits) -> list[Member]:
    """The one file at a path, or those of the batch there."""
    if not is_batch(path, limits):
        return [Member(path.name, path)]
    folder = folders.enter_context(tempfile.TemporaryDirectory(prefix="taizhang-"))
    return unpack(path, Path(folder), limits)


def is_batch(path: Path, limits: Limits) -> bool:
    """Whether a file is an archive of files: by what it holds, since a workbook is an archive as well."""
    if not path.is_file():
        return False
    try:
        with path.open("rb") as stream:
            if stream.read(2) != b"PK":
                return False
        with opened(path, limits) as archive:
            names = {plain(name) for name in archive.namelist()}
    except (Unreadable, OSError, *DAMAGE):
        return path.suffix.lower() == ".zip"
    return not names.intersection(OFFICE)


def unpack(path: Path, folder: Path, limits: Limits) -> list[Member]:
    """The members of a batch, those that may be read written below a folder of their own."""
    try:
        with opened(path, limits) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            check_batch(members, limits)
            return [
                unpacked(archive, member, path.name, folder / f"{n:04}", limits) for n, member in enumerate(members)
            ]
    except Unreadable as refusal:
        return [Member(path.name, None, "error", str(refusal))]
    except DAMAGE:
        return [Member(path.name, None, "error", BROKEN)]


def opened(path: Path, limits: Limits) -> zipfile.ZipFile:
    """The archive, once its list of members is known to be short: opening it reads the whole list into memory."""
    size = path.stat().st_size
    if size > limits.batch_bytes:
        raise Unreadable(f"压缩包超过 {limits.batch_bytes // MIB} MB。请分成几个压缩包再报。")
    with path.open("rb") as stream:
        stream.seek(max(0, size - LONGEST_COMMENT - END_SIZE))
        tail = stream.read()
    at = len(tail) - END_SIZE if tail[-END_SIZE:].startswith(END) else tail.rfind(END)
    if at < 0 or len(tail) < at + END_SIZE:
        raise Unreadable(BROKEN)
    listed = struct.unpack_from("<L", tail, at + 12)[0]
    if listed > MOST_BYTES_A_NAME * limits.batch_files or tail[: max(0, at - 16)].endswith(LOCATOR):
        raise Unreadable(too_many(limits))
    return zipfile.ZipFile(path)


def check_batch(members: list[zipfile.ZipInfo], limits: Limits) -> None:
    """Refuse a batch by what it declares as a whole."""
    if not members:
        raise Unreadable("压缩包里没有文件。请把要报的工作簿放进去再报。")
    if len(members) > limits.batch_files:
        raise Unreadable(too_many(limits))
    if sum(member.file_size for member in members) > limits.batch_unzipped_bytes:
        raise Unreadable(f"压缩包解开后超过 {limits.batch_unzipped_bytes // MIB} MB，已拒收。请分成几个压缩包再报。")


def too_many(limits: Limits) -> str:
    """What is said of a batch of too many files."""
    return f"压缩包里的文件超过 {limits.batch_files} 个。请分成几个压缩包再报。"


def unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, batch: str, folder: Path, limits: Limits) -> Member:
    """One member as a file in a folder of its own, or the reason why it is none."""
    inner = inner_name(member)
    name = f"{batch}/{inner}"
    if why := litter(inner, member):
        return Member(name, None, "notice", why)
    if why := refusal(inner, member, limits):
        return Member(name, None, "error", why)
    folder.mkdir()
    path = folder / PurePosixPath(inner).name
    try:
        with archive.open(member) as source, path.open("xb") as target:
            while chunk := source.read(CHUNK):
                target.write(chunk)
    except DAMAGE:
        path.unlink()
        return Member(name, None, "error", f"压缩包里的这个文件已损坏，没有读取。{REPACK}")
    return Member(name, path)


def litter(inner: str, member: zipfile.ZipInfo) -> str:
    """Why a member is nobody's report; nothing when it may be one."""
    parts = inner.split("/")
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        return "这是链接或特殊文件，不是工作簿，没有读取。"
    if "__MACOSX" in parts or parts[-1].startswith("._") or parts[-1].lower() in LITTER:
        return "这是系统自动生成的文件，不是工作簿，没有读取。不用管。"
    if parts[-1].startswith(("~$", ".~")):
        return "这是表格打开时的临时文件，没有读取。请确认工作簿保存并关闭后再压缩。"
    return ""


def refusal(inner: str, member: zipfile.ZipInfo, limits: Limits) -> str:
    """Why a member that may be a report is not read; nothing when it is."""
    if member.flag_bits & ENCRYPTED:
        return "压缩包里的这个文件设了密码，没有读取。请取消密码后再报。"
    if PurePosixPath(inner).suffix.lower() in ARCHIVES:
        return "压缩包里又有压缩包，没有读取。请解开后把工作簿直接放进压缩包。"
    if member.file_size > limits.file_bytes:
        return too_long(limits)
    if member.compress_type not in METHODS:
        return f"压缩方式读不了，没有读取。{REPACK}"
    return ""


def inner_name(member: zipfile.ZipInfo) -> str:
    """A member's name as it was given, without anything that leads elsewhere or does not show."""
    parts = [shown(part) for part in re.split(r"[/\\]", decoded(member))]
    kept = [part for part in parts if part.strip(". ") and not re.fullmatch(r"[A-Za-z]:", part)]
    return "/".join(kept) or NAMELESS


def decoded(member: zipfile.ZipInfo) -> str:
    """A name without the mark of UTF-8 is UTF-8 all the same, or GBK as Chinese systems write it."""
    if member.flag_bits & IN_UTF8:
        return member.filename
    try:
        written = member.filename.encode("cp437")
    except UnicodeEncodeError:
        return member.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return written.decode(encoding)
        except UnicodeDecodeError:
            continue
    return member.filename


def shown(part: str) -> str:
    """One part of a name, composed, without control characters, and short enough for any file system."""
    visible = "".join(mark for mark in unicodedata.normalize("NFC", part) if unicodedata.category(mark)[0] != "C")
    stem, dot, ending = visible.rpartition(".")
    return visible if len(visible) <= LONGEST_NAME else f"{(stem or ending)[: LONGEST_NAME - 10]}…{dot}{ending[:9]}"
