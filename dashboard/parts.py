"""The pieces that pages are put together from."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any
from xml.etree.ElementTree import Element

import plotly.graph_objects as go
import polars as pl
import streamlit as st

from dashboard import (
    charts,
    data,
    drawing,
    filters,
    jobs,
    markup,
    office,
    strokes,
    tables,
    takeaway,
    who,
    words,
)
from dashboard.paper.html import element
from dashboard.roles import Visitor
from dashboard.words import change, percent, plain, say, share

SOON, TICK = 0.4, 0.2
QUIET = {"displaylogo": False, "modeBarButtons": [["toImage"]], "scrollZoom": False, "doubleClick": False}


def draw(figure: go.Figure, key: str, frame: pl.DataFrame, opens: charts.Opens | None = None) -> None:
    """A chart with its description and without zoom; it and the numbers it is drawn from can be taken along.

    A click on what is drawn opens what is behind it, which a link or a choice on the page opens too.
    """
    picture(charts.opening(figure, opens) if opens else figure, f"open_{key}" if opens else key)
    tables.take_numbers(frame, key, charts.description(figure))


def by_row(frame: pl.DataFrame, to: Callable[[dict[str, Any]], str]) -> charts.Opens:
    """Each row of a frame that is drawn as a row leads somewhere."""
    return charts.Opens("y", {str(at): to(row) for at, row in enumerate(frame.iter_rows(named=True))})


def by_place(
    frame: pl.DataFrame, place: Callable[[dict[str, Any]], object], to: Callable[[dict[str, Any]], str]
) -> charts.Opens:
    """Each row of a frame that is drawn at a place from left to right leads somewhere."""
    return charts.Opens("x", {str(place(row)): to(row) for row in frame.iter_rows(named=True)})


def picture(figure: go.Figure, key: str) -> None:
    """A chart alone, where its numbers are taken along otherwise."""
    named = charts.description(figure)
    shown = strokes.in_the_dark(figure) if is_dark() else figure
    st.plotly_chart(shown, theme=None, config=QUIET | _picture(named), key=key, alt=named)


def is_dark() -> bool:
    """Whether the reader's theme is the dark one."""
    return bool(st.context.theme.type == "dark")


def _picture(name: str) -> dict[str, Any]:
    # The library words its one button in English unless it is told otherwise in a language of its own name.
    worded = {"dictionary": {"Download plot as a PNG": say("take.picture"), "Download plot": say("take.picture")}}
    image = {"format": "png", "scale": 2, "filename": takeaway.file_stem(name)}
    return {"showTips": False, "toImageButtonOptions": image, "locale": "reader", "locales": {"reader": worded}}


def show(*pieces: Element) -> None:
    """Pieces of the page's own making, as one element of the framework's: no script of them is run."""
    markup.piece(element("div", *pieces, class_="pieces"))


def switch(parameter: str, label: str, named: Mapping[str, str], chosen: str, *, is_of_page: bool) -> Element:
    """One of a few values, all in sight, each a link to this page with it.

    Chosen in place, one of the page draws again what it touches; one that stands on every page changes the address.
    """
    ways = []
    for value, word in named.items():
        current = {"aria_current": "true"} if value == chosen else {}
        said = {parameter: value}
        how = {"data_choice" if is_of_page else "data_says": filters.says(**said)}
        ways.append(element("a", word, href=filters.here("", **said), **how, **current))
    return element("span", *ways, class_="switch", role="group", aria_label=label)


def title(name: str) -> None:
    """The name of what a page is about, as it was typed."""
    st.title(plain(name), anchor=False)


def heading(key: str, **values: Any) -> None:
    """The heading of a section."""
    st.subheader(say(f"{key}_title", **values), anchor=False)


def note(key: str, **values: Any) -> None:
    """One quiet sentence."""
    st.caption(say(key, **values))


def rate(
    label: str, part: int, whole: int, ratio: float | None, points: float | None = None, *, border: bool = True
) -> None:
    """A rate with its numerator and denominator, and its change since last week."""
    moved = change(points)
    st.metric(
        f"{say(label)} {share(part, whole)}",
        percent(ratio),
        delta=say("metric.points", points=moved) if moved else moved,
        delta_description=None if moved is None else say("metric.since"),
        border=border,
        height="stretch" if border else "content",
    )


def count(
    label: str, value: int, since: int | None = None, below: str = "", *, border: bool = True, **values: Any
) -> None:
    """A count where more is worse, and its change since last week."""
    st.metric(
        say(label, **values),
        f"{value:,}",
        delta=since,
        delta_color="inverse",
        delta_description=say("metric.since") if since is not None else below or None,
        border=border,
        height="stretch" if border else "content",
    )


def kept(body: Callable[[], None]) -> None:
    """A piece of a page that runs again by itself when a choice in it changes, on the same build, day and language.

    Whoever is not any more whom the page was drawn for gets it drawn anew.
    """
    visitor, reading, made = who.who(), data.reading(), filters.made()
    language, own = words.language(), words.own()

    @st.fragment
    def again() -> None:
        if not _is_still(visitor):
            st.rerun()
        data.read(reading)
        words.speak(language)
        words.call(own)
        filters.begin_with(made)
        with drawing.turn():
            body()

    again()


def _is_still(visitor: Visitor) -> bool:
    try:
        return who.who() == visitor
    except who.NotSignedIn:
        return False


def lead(key: str, **values: Any) -> None:
    """The sentence that answers the page's question."""
    st.header(say(key, **values), anchor=False)


def steps(found: pl.DataFrame, parameter: str) -> None:
    """The steps of a course in order, each with how many have taken it; a click lists on this page who has not."""
    with st.grid(4, min_column_width=165):
        for one in found.iter_rows(named=True):
            with st.container(border=True, gap="small", height="stretch"):
                st.metric(plain(one["requirement_title"]), share(one["completed_count"], one["obligation_count"]))
                note("parts.step", overdue=one["overdue_count"], incomplete=one["incomplete_count"])
                chosen = one["requirement_id"]
                look = partial(filters.look_at, parameter, chosen)
                st.button(say("parts.step_list"), key=f"step_{chosen}", type="tertiary", on_click=look)


def nothing(key: str, **values: Any) -> None:
    """Why there is nothing to show, and what to do about it."""
    st.info(say(key, **values))


def facts(row: Mapping[str, Any], names: Sequence[str]) -> None:
    """A few facts about one thing on one line; what is not known is left out."""
    known = [f"{say(f'column.{name}')} **{plain(str(row[name]))}**" for name in names if row[name] is not None]
    st.markdown(" · ".join(known))


def wait(job: jobs.Job, key: str, **values: Any) -> Any:
    """What came of long work, and until then how far it is; nothing where it was refused, which is said."""
    if not drawing.is_over(job, SOON):
        bar, told = st.progress(0.0), ""
        with drawing.others_first():
            while not job.ends_within(TICK):
                text = say(key, begun=job.begun, steps=job.steps, at_hand=plain(job.at_hand), **values)
                if text != told:
                    told = text
                    bar.progress(max(0, job.begun - 1) / job.steps, text=text)
        bar.empty()
    return None if refused(job) else job.answer


def refused(job: jobs.Job) -> bool:
    """Whether work that is over was refused; why is said."""
    why = office.refusal(job)
    if why:
        st.error(say("parts.refused", why=plain(why)))
    return bool(why)


def opening(rows: pl.DataFrame, columns: list[str], name: str) -> None:
    """Rows under a heading that opens; nothing where there are none."""
    if rows.is_empty():
        return
    with st.expander(say(f"{name}_head", count=rows.height), key=name.replace(".", "_")):
        tables.first_rows(rows, columns, name)


def behind() -> None:
    """What was cut short: the ledger holds entries that the board does not show yet; a click publishes them."""
    job = office.publishing()
    if job and not job.is_over:
        wait(job, "parts.publishing")
        st.rerun()
    count = office.behind()
    if count:
        st.warning(say("parts.behind", count=count))
        if who.may("work"):
            st.button(say("parts.publish"), key="publish", on_click=office.publish)
        if job:
            refused(job)
