"""Choices a reader makes. Each lives in the address, so that a page can be sent to somebody else."""

from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from datetime import date
from functools import lru_cache
from typing import Any, Final, Literal
from urllib.parse import parse_qsl, quote_plus, urlencode

import streamlit as st

from dashboard.words import plain, say

IN_ADDRESS: Final = "query-params"
LANGUAGE, AS_OF, KNOWN_AT = "lang", "as_of", "known_at"
KNOWN_CHOICE = "known_choice"
_made: ContextVar[dict[str, str]] = ContextVar("made")
MOST_DIGITS = 10
# What an address says on every page; web/ways.js keeps them out of the browser's steps.
KEPT = (LANGUAGE, AS_OF, KNOWN_AT)
ROWS = "rows"
SAID = "said_by_link"
STANDING = "standing_choices"
# A page of many addresses says the same few words again and again.
_quoted = lru_cache(maxsize=4096)(quote_plus)


def begin() -> None:
    """From here on, in this run, nothing has been chosen yet."""
    _made.set({})
    st.session_state[STANDING] = {}


def begin_with(made: dict[str, str]) -> None:
    """From here on, in this run, these have been chosen."""
    _made.set(made)


def made() -> dict[str, str]:
    """The choices made so far in this run, by their labels, in words."""
    return _made.get({})


def _note(label: str, chosen: object) -> None:
    if chosen:
        _made.set({**made(), label: str(chosen)})


def told(parameter: str, choice: str) -> str:
    """What the address says of a choice that stands on every page, else what was chosen before.

    An address that says it blank, as web/ways.js writes it going back, means the usual.
    """
    if parameter in st.query_params:
        return st.query_params[parameter]
    return str(st.session_state.get(choice, ""))


def number_in_address(parameter: str, choice: str) -> int | None:
    """A number that the address names, else the one chosen before: a link to another page leaves it out."""
    asked = told(parameter, choice)
    return int(asked) if asked.isdecimal() and len(asked) < MOST_DIGITS else None


def any_day(key: str, label: str, why: str, first: date, last: date) -> date | None:
    """A day between two others, which the reader may give."""
    return day_field(key, label, why, first, last, value=None, bind=IN_ADDRESS)


def day_field(key: str, label: str, why: str, first: date, last: date, **how: Any) -> date | None:
    """The field in which a day between two others is chosen, as it looks everywhere; nothing while it is blank."""
    chosen = st.date_input(
        label, min_value=first, max_value=last, format="YYYY-MM-DD", key=key, help=why, width=260, **how
    )
    return chosen if isinstance(chosen, date) else None


def day_said(text: str) -> date | None:
    """The day that an address says, if it is one."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def look_at(parameter: str, one: str) -> None:
    """Put what this page is to be about into the address.

    What stands there already is not said again: to the browser every word of it is a step, even one that comes after
    the reader has gone back.
    """
    if st.query_params.get(parameter) != one:
        st.query_params[parameter] = one


def day_from(parameter: str, label: str, why: str, usual: date, first: date, last: date) -> date:
    """A day between two others, which the address says; else the usual one, which stands there to be seen."""
    key = field_of(parameter)
    asked = day_said(st.query_params.get(parameter, ""))
    st.session_state[key] = asked if asked and first <= asked <= last else usual
    st.session_state.setdefault(STANDING, {})[parameter] = (key, usual)
    return day_field(key, label, why, first, last, on_change=_to_address(parameter)) or usual


def leave(*parameters: str) -> None:
    """Take what a page is about out of the address, or a choice that was made on it."""
    for parameter in parameters:
        if parameter in st.query_params:
            del st.query_params[parameter]


def one_of(parameter: str, label: str, options: Sequence[str], without: str = "filter.all") -> str | None:
    """One of several values that speak for themselves, or all of them; `without` says what choosing none means."""
    return any_id(parameter, label, dict(zip(options, options, strict=True)), without=without, width="stretch")


def search_text(key: str, label: str) -> str:
    """What the reader types to find something."""
    typed = st.text_input(label, key=key, bind=IN_ADDRESS, type="search", placeholder=say("filter.search_hint")).strip()
    _note(label, typed)
    return typed


def one_segment(parameter: str, label: str, named: Mapping[str, str], usual: str | None = None) -> str:
    """One of a few values, all in sight; the usual one, or the first, unless another is chosen."""
    first = usual if usual is not None and usual in named else next(iter(named))
    chosen = st.segmented_control(
        label,
        list(named),
        format_func=named.__getitem__,
        key=_standing(parameter, named, first),
        on_change=_to_address(parameter),
        required=True,
        label_visibility="collapsed",
    )
    _note(label, named[str(chosen)])
    return str(chosen)


def one_worded(parameter: str, label: str, named: Mapping[str, str], without: str = "filter.all") -> str | None:
    """One of several values that are shown in words, or all of them; as wide as its place."""
    return any_id(parameter, label, named, without=without, width="stretch")


def one_radio(parameter: str, label: str, named: Mapping[str, str]) -> str | None:
    """One of a few long sentences, or none yet."""
    key, keep = _standing(parameter, named, None), _to_address(parameter)
    chosen = st.radio(label, list(named), index=None, format_func=named.__getitem__, key=key, on_change=keep)
    return None if chosen is None else str(chosen)


def rows_asked(usual: int, most: int) -> int:
    """How many rows of a list the address asks for."""
    return min(max(number_in_address(ROWS, ROWS) or usual, usual), most)


def more_rows(label: str, count: int, about: str) -> None:
    """The button that asks for more rows of a list."""
    st.button(label, key=f"rows_{about}", type="tertiary", on_click=look_at, args=(ROWS, str(count)))


def address(page: str, **about: str) -> str:
    """The address of a page about something, on the same day and in the same language as this one."""
    return address_kept()(page, **about)


def address_kept() -> Callable[..., str]:
    """What gives such addresses, for whoever needs many: what they keep is looked up once."""
    kept = {name: st.query_params[name] for name in KEPT if name in st.query_params}

    def asked(page: str, **about: str) -> str:
        said = {**about, **{name: one for name, one in kept.items() if name not in about}}
        return f"{page}?{urlencode(said, quote_via=_quoted)}"

    return asked


def by_link(parameter: str, label: str, named: Mapping[str, str], usual: str = "") -> str:
    """One of several values, chosen by a link that says so (`says`); the usual one, or none, until then."""
    chosen = str(st.session_state[_standing(parameter, named, usual)])
    _note(label, named.get(chosen))
    return chosen


def field_of_links(label: str) -> None:
    """Where web/ways.js writes what a link says, in a field that nobody sees: what stands around it is drawn again."""
    st.session_state[SAID] = ""
    st.text_input(label, key=SAID, on_change=_from_link)


def _from_link() -> None:
    for parameter, chosen in parse_qsl(st.session_state[SAID], keep_blank_values=True):
        if parameter in st.session_state[STANDING]:
            st.session_state[field_of(parameter)] = chosen
            _to_address(parameter)()


def says(**about: str) -> str:
    """What a link says that chooses something on its own page."""
    return urlencode(about)


def here(page: str, **about: str) -> str:
    """The address of this page as it is, but for what is said anew."""
    return f"{page}?{urlencode({**st.query_params.to_dict(), **about})}"


def anew(**about: str) -> str:
    """The same of the address as it is by then, for a chart that stands beside choices that do not draw it again.

    It names no page, by which web/ways.js knows it.
    """
    return f"?{says(**about)}"


def row_of_sheet(label: str) -> int | None:
    """The number of a row, which the reader types or the address carries; none where it is no number."""
    asked = st.text_input(label, key="row", bind=IN_ADDRESS, placeholder=say("filter.row_hint"), width=160).strip()
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 8 else None


def one_id(parameter: str, label: str, named: Mapping[str, str], drops: Sequence[str] = ()) -> str:
    """One thing by its id, which the address carries; shown by its name. Another choice drops what hung on the last."""
    chosen = any_id(parameter, label, named, drops, first=next(iter(named)))
    return chosen or next(iter(named))


def any_id(
    parameter: str,
    label: str,
    named: Mapping[str, str],
    drops: Sequence[str] = (),
    without: str = "filter.all",
    first: str | None = None,
    width: int | Literal["stretch"] = 420,
) -> str | None:
    """The same, or none of them; the address says the id, so a link says the same in every language."""
    chosen = st.selectbox(
        label,
        list(named),
        index=None if first is None else 0,
        format_func=named.__getitem__,
        key=_standing(parameter, named, first),
        on_change=_to_address(parameter, drops),
        placeholder=say(without),
        filter_mode="contains",
        width=width,
    )
    if chosen is None:
        return None
    _note(label, named[chosen])
    return str(chosen)


def field_of(parameter: str) -> str:
    """The key of the widget in which a choice is made."""
    return f"{parameter}_choice"


def _standing(parameter: str, named: Mapping[str, str], usual: str | None) -> str:
    """The key of the widget for a choice, which from here on stands as the address says."""
    key, asked = field_of(parameter), st.query_params.get(parameter, "")
    if asked and asked not in named:
        st.warning(say("filter.unknown", asked=plain(asked)))
    st.session_state[key] = asked if asked in named else usual
    st.session_state.setdefault(STANDING, {})[parameter] = (key, usual)
    return key


def _to_address(parameter: str, drops: Sequence[str] = ()) -> Callable[[], None]:
    def keep() -> None:
        # Of two quick changes the second may come before the browser has heard of the first: it says both.
        for standing, (key, usual) in st.session_state[STANDING].items():
            chosen = st.session_state.get(key)
            if not chosen:
                leave(standing)
            elif chosen != usual or standing == parameter or standing in st.query_params:
                look_at(standing, str(chosen))
        for dropped in drops:
            leave(dropped)

    return keep
