"""What stands at a path: nothing but an ordinary file of bounded size is ever read."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from ingest.limits import Limits, Unreadable
from ingest.sniff import too_long

NOT_A_FILE = "这不是普通文件（是文件夹、管道或设备），没有读取。请选择表格文件。"
GONE = "文件不见了，可能刚被移走或改名。请重新选择文件。"
SHUT = "文件打不开，没有读取权限，或正被占用。请关闭该文件或另存一份后再报。"
SWAPPED = "文件在读取过程中被改动了。请等保存完成后再报一次。"


def content_of(path: Path, limits: Limits) -> bytes:
    """All bytes of a file; `Unreadable` in the clerk's words when there is none, or too much of it."""
    try:
        # Without waiting: a pipe that nobody writes into would be waited for in vain.
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                raise Unreadable(NOT_A_FILE)
            content = stream.read(limits.file_bytes + 1)
    except FileNotFoundError:
        raise Unreadable(GONE) from None
    except IsADirectoryError:
        raise Unreadable(NOT_A_FILE) from None
    except OSError:
        raise Unreadable(SHUT) from None
    if len(content) > limits.file_bytes:
        raise Unreadable(too_long(limits))
    return content
