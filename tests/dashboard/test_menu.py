"""The menu above every page: what it leads to, for whom, and what its links take along."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import words
from tests.dashboard.conftest import Open, drawn, text, ways


def menu(app: AppTest) -> Element:
    return drawn(app, "menu")


def current(app: AppTest) -> list[str]:
    return [text(one) for one in menu(app).iter("a") if one.get("aria-current") == "page"]


def test_the_pages_of_every_day_stand_side_by_side_and_the_rest_in_menus(open_page: Open) -> None:
    whole = menu(open_page("units"))
    listed = whole.find("ul")
    assert listed is not None
    names = [text(entry[0]) for entry in listed]
    assert names[:3] == ["总览", "单位", "时限"]
    assert names[-4:] == ["办理", "依据", "查数据", "管理"]
    inside = {text(entry[0]): [text(one) for one in entry[1]] for entry in listed if len(entry) > 1}
    assert inside["查数据"] == ["SQL 查询", "数据字典"]
    assert not {"unit", "trace"} & {address.split("?")[0] for address in ways(whole).values()}


@pytest.mark.parametrize(
    ("page", "name", "holds"), [("", "总览", []), ("units", "单位", []), ("sql", "SQL 查询", ["查数据"])]
)
def test_the_menu_says_which_page_is_shown_and_which_menu_holds_it(
    page: str, name: str, holds: list[str], open_page: Open
) -> None:
    app = open_page(page)
    assert current(app) == [name]
    assert [text(one) for one in menu(app).iter("button") if one.get("class") == "holds"] == holds


def test_on_a_page_that_only_links_lead_to_none_of_the_menu_is_shown(open_page: Open) -> None:
    assert current(open_page("unit", unit="B07")) == []


def test_its_links_take_along_what_stands_in_every_address_and_nothing_else(open_page: Open) -> None:
    plain = ways(menu(open_page("units", status="overdue")))
    assert (plain["总览"], plain["时限"]) == (".", "deadlines")
    told = ways(menu(open_page("units", status="overdue", lang="en", as_of="2009-06-20")))
    names = words.catalogue("en")
    assert told[names["page.deadlines"]] == "deadlines?lang=en&as_of=2009-06-20"
    assert told[names["page.overview"]] == ".?lang=en&as_of=2009-06-20"
