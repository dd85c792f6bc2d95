"""What all that a page shows comes to, so that one page can be told from another."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

CHOICES = frozenset(
    "button button_group checkbox date_input download_button file_uploader number_input radio selectbox "
    "text_input".split()
)
# How a choice stands is the visit's own, not the data's. What nobody sees is left out too: an empty piece, which stays
# where the page said something while it waited, and what holds others, some of which comes anew and later where a piece
# of the page is just being asked for.
UNSEALED = CHOICES | {"empty", ""}
Place = tuple[int, ...]


def of(shown: Mapping[Place, Any], name: str) -> str:
    """The seal over pieces by their places; whose name stands among them is of no matter."""
    whole = hashlib.sha256()
    for place in sorted(place for place, delta in shown.items() if kind_of(delta) not in UNSEALED):
        content = shown[place].SerializeToString(deterministic=True)
        whole.update(f"{len(place)} ".encode() + content.replace(name.encode(), b"?"))
    return whole.hexdigest()


def kind_of(delta: Any) -> str:
    """What sort of element a piece of the page is; nothing of what holds others."""
    return delta.new_element.WhichOneof("type") or "" if delta.WhichOneof("type") == "new_element" else ""
