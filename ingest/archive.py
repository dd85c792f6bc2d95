"""What a zip archive declares, before any of it is unpacked.

Those who read it hold every member to the size that it declares, so the declared sizes are the sizes.
"""

from __future__ import annotations

import zipfile
from collections import Counter

from ingest.limits import MIB, Limits, Unreadable

READ_ENDINGS = (".xml", ".rels", ".bin")
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
ENCRYPTED = 1
LOCKED = "文件设了密码，打不开。请在 Excel 或 WPS 中取消密码后再报。"
STRANGE = "文件内部的结构不正常，已拒收。请用 Excel 或 WPS 打开后另存为 .xlsx 再报。"


def check_archive(archive: zipfile.ZipFile, packed: int, limits: Limits) -> None:
    """Refuse an archive by its list of members: how many, how large, how packed, and no two of one name."""
    members = archive.infolist()
    if len(members) > limits.members:
        raise Unreadable(f"文件内部有 {len(members)} 个部分，超过 {limits.members} 个，不像正常的工作簿。")
    # The reader of values looks names up whatever their case and slashes, so two such names could pass for each other.
    names = Counter(plain(member.filename) for member in members)
    if any(count > 1 for count in names.values()) or any(member.compress_type not in METHODS for member in members):
        raise Unreadable(STRANGE)
    if any(member.flag_bits & ENCRYPTED for member in members):
        raise Unreadable(LOCKED)
    sizes = [member.file_size for member in members if member.filename.lower().endswith(READ_ENDINGS)]
    if max(sizes, default=0) > limits.part_bytes:
        raise too_big(limits.part_bytes)
    if sum(sizes) > limits.unzipped_bytes:
        raise too_big(limits.unzipped_bytes)
    if sum(sizes) > max(limits.ratio_from_bytes, packed * limits.ratio):
        raise Unreadable("文件解压后异常庞大，疑似压缩炸弹，已拒收。")


def plain(name: str) -> str:
    """A member's name as a reader that does not mind case or slashes sees it."""
    return name.replace("\\", "/").lower().lstrip("/")


def by_plain_name(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """The members by their plain names."""
    return {plain(member.filename): member for member in archive.infolist()}


def too_big(size: int) -> Unreadable:
    """The refusal of what is too large once unpacked."""
    return Unreadable(f"工作簿解压后超过 {size // MIB} MB。请拆分，或删去空白行列后再报。")


def bytes_of(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """One member; asking for the declared size keeps a part that lies from unpacking any further."""
    with archive.open(member) as stream:
        return stream.read(member.file_size)
