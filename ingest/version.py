"""Which code made a thing: the parser's version on rows, and a fingerprint of everything a store is built by."""

import hashlib
from functools import cache
from pathlib import Path

PARSER_VERSION = "1"
ROOT = Path(__file__).parent.parent


@cache
def build_fingerprint() -> str:
    """A hash of the SQL and of the code that fills the store; another one means that stores must be built again."""
    digest = hashlib.sha256()
    for path in sorted([*ROOT.glob("sql/**/*.sql"), *ROOT.glob("sql/*.csv"), *ROOT.glob("ingest/**/*.py")]):
        digest.update(path.relative_to(ROOT).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
