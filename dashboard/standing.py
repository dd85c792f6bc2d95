"""The choices that stand on every page: its language, its day, and how much of the ledger is known."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date

import streamlit as st

from dashboard.filters import AS_OF, LANGUAGE, day_said, leave, look_at, number_in_address, told
from dashboard.words import CHINESE, LANGUAGES, plain, say

LANGUAGE_CHOICE = "language_choice"
# As addresses say it; those of old said it by its name.
SPELT = {**LANGUAGES, **{code: code for code in LANGUAGES.values()}}
DAY_CHOICE, USUAL_DAY = "day_choice", "usual_day"
ALL_KNOWN = 0


@dataclass(frozen=True)
class Days:
    """The days that may be asked for, and the one that is shown."""

    shown: date
    first: date
    last: date


def chosen_language() -> str:
    """The language in the address, else the one chosen before: a link to another page may leave it out."""
    return SPELT.get(told(LANGUAGE, LANGUAGE_CHOICE), CHINESE)


def _say_in_address(parameter: str, value: str) -> None:
    """Let the address say a choice that stands on every page; of the usual one it says nothing."""
    if value:
        look_at(parameter, value)
    else:
        leave(parameter)


def keep_language() -> None:
    """Keep the language of the address, which a link to another page may leave out; the usual one it need not say."""
    chosen = chosen_language()
    st.session_state[LANGUAGE_CHOICE] = chosen
    _say_in_address(LANGUAGE, "" if chosen == CHINESE else chosen)


def days(usual: date, first: date, last: date) -> Days:
    """The as-of days that may be chosen, and the one that is; the usual one is followed by its reader when it moves."""
    earliest, latest = min(first, usual), max(last, usual)
    asked = _day_told(usual)
    chosen = asked if asked and earliest <= asked <= latest else usual
    st.session_state[DAY_CHOICE], st.session_state[USUAL_DAY] = chosen, usual
    _say_in_address(AS_OF, "" if chosen == usual else chosen.isoformat())
    return Days(chosen, earliest, latest)


def _day_told(usual: date) -> date | None:
    """The day in the address, else the one chosen before unless that was the usual one."""
    if AS_OF not in st.query_params and st.session_state.get(DAY_CHOICE) == st.session_state.get(USUAL_DAY):
        return usual
    return day_said(told(AS_OF, DAY_CHOICE))


def ledger_number(parameter: str, choice: str, worded: Collection[int]) -> int:
    """The ledger number that is to be known; 0 stands for all that is known, of which the address says nothing.

    What was chosen before may be gone: a ledger that is put back from a backup is shorter.
    """
    known = number_in_address(parameter, choice)
    if known in worded:
        st.session_state[choice] = known
    elif parameter in st.query_params and not st.query_params[parameter]:
        st.session_state[choice] = ALL_KNOWN
        leave(parameter)
    elif st.session_state.get(choice) not in worded:
        st.session_state[choice] = ALL_KNOWN
    chosen = int(st.session_state[choice])
    if chosen:
        look_at(parameter, str(chosen))
    return chosen


def ledger_choice(parameter: str, choice: str, first: str, worded: Mapping[int, str], label: str, why: str) -> int:
    """The same, chosen in a field of the page's; `first` says in words what 0 stands for."""
    number = ledger_number(parameter, choice, worded)
    st.selectbox(
        label,
        [ALL_KNOWN, *worded],
        format_func=lambda number: worded.get(number, first),
        key=choice,
        on_change=_number_to_address(parameter, choice),
        help=why,
        filter_mode="contains",
        width=260,
    )
    return number


def tell_unknown(parameter: str, choice: str, worded: Collection[int]) -> None:
    """Say that the ledger holds no entry of the number that the address names, if so."""
    asked = st.query_params.get(parameter, "")
    if asked and number_in_address(parameter, choice) not in worded:
        st.warning(say("chrome.no_entry", asked=plain(asked)))


def _number_to_address(parameter: str, choice: str) -> Callable[[], None]:
    def keep() -> None:
        if st.session_state[choice]:
            look_at(parameter, str(st.session_state[choice]))
        else:
            leave(parameter)

    return keep
