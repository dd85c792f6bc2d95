"""Each page shows the numbers of its queries, in the reader's language, as of the day in the address."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from urllib.parse import unquote_plus
from xml.etree.ElementTree import Element

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import store
from tests.dashboard.conftest import APP, Open, foot, marked, pieces, text, ways
from tests.dashboard.lists import lists, tables

ABOUT_UNITS = ["units", "unit", "deadlines", "chain", "action_plans", "evaluations", "reviews"]
PAGES = [*ABOUT_UNITS, "rules"]


def metrics(app: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in app.metric}


def tiles(app: AppTest) -> list[list[str]]:
    """What each figure at the top of the overview says, line by line."""
    return [[text(line) for line in tile] for tile in marked(app, "tile")]


def test_the_overview_says_in_one_sentence_how_the_campaign_stands(open_page: Open, demo_store: Path) -> None:
    head = store.query("overview__headline", store=demo_store).row(0, named=True)
    sentence = text(next(pieces(open_page()).iter("h2")))
    for count in ("expected_count", "completed_count", "overdue_count", "overdue_unit_count", "due_this_week_count"):
        assert str(head[count]) in sentence


def test_rates_show_their_numerators_and_denominators(open_page: Open, demo_store: Path) -> None:
    head = store.query("overview__headline", store=demo_store).row(0, named=True)
    completed, on_time, overdue, *_ = tiles(open_page())
    assert completed[:2] == [f"办结率 {head['completed_count']} / {head['expected_count']}", "84.4%"]
    assert on_time[:2] == [f"按时办结率 {head['on_time_count']} / {head['expected_count']}", "80.6%"]
    assert overdue[:2] == [f"逾期未办 · {head['overdue_unit_count']} 个单位", str(head["overdue_count"])]


def test_a_count_that_worsened_says_by_how_much(open_page: Open, demo_store: Path) -> None:
    head = store.query("overview__headline", store=demo_store).row(0, named=True)
    assert head["overdue_change"] > 0
    [told] = marked(open_page(), "worse")
    assert text(told) == f"较上周 ↑ {head['overdue_change']}"


def test_a_rate_that_rose_is_for_the_better_and_says_by_how_many_points(open_page: Open) -> None:
    assert [text(one) for one in marked(open_page(), "better")] == ["较上周 ↑ 3.1 百分点", "较上周 ↑ 5.4 百分点"]


def test_the_course_of_a_figure_is_said_in_words(open_page: Open) -> None:
    told = [course.attrib["aria-label"] for course in marked(open_page(), "course")]
    assert [one.split("，")[0] for one in told] == ["办结率", "按时办结率", "逾期未办"]
    assert all("6月26日(周五)逐日走势" in one for one in told)


@pytest.mark.parametrize("page", ["", *PAGES])
def test_every_page_says_its_day_its_build_and_who_is_silent(page: str, open_page: Open, demo_store: Path) -> None:
    facts = store.query("chrome__facts", store=demo_store).row(0, named=True)
    line = foot(open_page(page))
    assert line.startswith("截至 2009年6月26日(周五)")
    assert f"台账第 {facts['ledger_number']} 号" in line
    assert f"{facts['unit_count']} 个单位中有 {facts['silent_unit_count']} 个近 7 天没有上报" in line


@pytest.mark.parametrize("page", ["", *PAGES])
def test_every_page_speaks_of_the_day_in_the_address(page: str, open_page: Open) -> None:
    assert foot(open_page(page, as_of="2009-06-12")).startswith("截至 2009年6月12日(周五)")


@pytest.mark.parametrize("page", ["", *PAGES])
def test_every_page_reads_in_english_at_a_switch(page: str, open_page: Open) -> None:
    app = open_page(page, lang="en")
    assert "As of Fri 26 Jun 2009" in foot(app)
    assert not [heading.value for heading in app.subheader if any("一" <= letter <= "鿿" for letter in heading.value)]


def test_a_day_outside_the_plan_is_answered_with_the_usual_one(open_page: Open) -> None:
    for asked in ("1999-01-01", "tomorrow"):
        assert foot(open_page(as_of=asked)).startswith("截至 2009年6月26日")


@pytest.mark.parametrize(
    ("page", "names"), [("unit", "unit"), ("deadlines", "requirement"), ("action_plans", "action")]
)
def test_an_address_that_names_nothing_known_says_so_and_does_not_pass_another_off_for_it(
    page: str, names: str, open_page: Open
) -> None:
    assert "没有编号为“ZZZ”的" in open_page(page, **{names: "ZZZ"}).warning[0].value
    assert not open_page(page).warning


def test_what_dark_and_light_bars_mean_is_said_in_words(open_page: Open) -> None:
    for grouping in ("guidance_group", "unit_class"):
        said = [text(one) for one in marked(open_page(by=grouping), "quiet")]
        assert said.count("深色为按时办结，浅色为逾期办结；数字为已办结 / 应办。") == 1


def test_another_day_gives_other_numbers(open_page: Open, demo_store: Path) -> None:
    day = date(2009, 6, 12)
    head = store.query("overview__headline", store=demo_store, as_of=day).row(0, named=True)
    assert (
        tiles(open_page(as_of=day.isoformat()))[0][0] == f"办结率 {head['completed_count']} / {head['expected_count']}"
    )


def test_the_worst_units_are_links_to_their_pages(open_page: Open, demo_store: Path) -> None:
    worst = store.query("overview__worst_units", store=demo_store, as_of=date(2009, 6, 25), row_limit=8)
    to = ways(pieces(open_page(as_of="2009-06-25")))
    for unit_id, name in worst.select("unit_id", "unit_name").iter_rows():
        assert to[name] == f"unit?unit={unit_id}&as_of=2009-06-25"


def test_beside_a_unit_stands_only_what_is_wrong(open_page: Open, demo_store: Path) -> None:
    worst = store.query("overview__worst_units", store=demo_store, row_limit=1).row(0, named=True)
    assert worst["overdue_count"] and not worst["incomplete_count"] and not worst["needs_review_count"]
    [row] = [row for row in pieces(open_page()).iter("li") if row[0].attrib["href"] == f"unit?unit={worst['unit_id']}"]
    assert text(row) == f"{worst['unit_name']}✖ 逾期未办 {worst['overdue_count']}"


def test_every_figure_of_the_overview_is_a_way_to_the_list_behind_it(open_page: Open, demo_store: Path) -> None:
    head = store.query("overview__headline", store=demo_store).row(0, named=True)
    app = open_page()
    assert [tile.attrib["href"] for tile in marked(app, "tile")] == [
        "units?",
        "units?status=done_late",
        "units?status=overdue",
        "deadlines?",
        "reviews?",
    ]
    to = ways(pieces(app))
    assert to[f"✖ 逾期未办 {head['overdue_count']}"] == "units?status=overdue"
    assert to["第一指导检查组"] == "units?group=第一指导检查组"
    assert to["民主讨论"] == "deadlines?requirement=discussion"
    assert {"action_plans?action=A1", "action_plans?action=A6", "moves?"} <= set(to.values())


def test_the_way_from_overdue_leads_to_as_many_units_as_the_overview_counts(open_page: Open, demo_store: Path) -> None:
    head = store.query("overview__headline", store=demo_store).row(0, named=True)
    listed = lists(open_page("units", status="overdue"))[0]
    assert len(listed) == head["overdue_unit_count"]


def test_the_nearest_deadline_counts_down(open_page: Open, demo_store: Path) -> None:
    assert "最近一项今天到期：6月26日(周五)" in text(pieces(open_page()))
    day = date(2009, 6, 16)
    nearest = store.query("overview__due_soon", store=demo_store, as_of=day, row_limit=1).row(0, named=True)
    assert nearest["days_left"] > 1
    assert f"最近一项还有 {nearest['days_left']} 天" in text(pieces(open_page(as_of=day.isoformat())))


def matrix(app: AppTest) -> dict[str, dict[str, Element]]:
    """The links in the cells of the matrix, by row and requirement."""
    [table] = marked(app, "matrix")
    titles = [text(head) for head in table.iter("th") if head.attrib["scope"] == "col"][1:]
    rows = {text(row[0]): [cell.find("a") for cell in row[1:]] for row in table[1]}
    return {
        name: {title: cell for title, cell in zip(titles, cells, strict=True) if cell is not None}
        for name, cells in rows.items()
    }


def test_units_stand_beneath_their_group_with_a_mark_for_each_requirement(open_page: Open, demo_store: Path) -> None:
    shown = matrix(open_page())
    head = store.query("overview__headline", store=demo_store).row(0, named=True)
    assert len(shown) == head["unit_count"] + 12
    assert text(shown["示例市癸镇"]["民主讨论"]) == "✖"
    assert text(shown["示例市癸镇"]["党支部组织生活会"]) == "✖ 0/5"
    assert next(iter(shown)).startswith("▾ 第九指导检查组（8 个）")


def test_a_cell_says_in_words_whose_it_is_how_it_stands_and_when_it_is_due(open_page: Open) -> None:
    """The page gives each cell its words when it is drawn: tests/browser/test_in_words.py."""
    [table] = marked(open_page(), "matrix")
    titles = [text(head) for head in table.iter("th") if head.attrib["scope"] == "col"][1:]
    told = {text(row[0]): row.attrib["data-told"].split("\u2028") for row in table[1]}
    assert told["示例市癸镇"][titles.index("党支部组织生活会")] == "逾期未办 0/5，时限 6月20日(周六)"
    group = next(lines for name, lines in told.items() if "第九指导检查组" in name)
    assert group[titles.index("民主讨论")] == "已办结 5/8，逾期未办 2"
    assert {len(lines) for lines in told.values()} == {len(titles) + 1}
    assert (told["示例市癸镇"][-1], group[-1]) == ("示例市癸镇", "第九指导检查组")


def test_every_cell_leads_to_what_is_behind_it_on_the_same_day(open_page: Open) -> None:
    shown = matrix(open_page(by="unit_class", open_class="镇街", as_of="2009-06-25"))
    unit, group = shown["示例市癸镇"], next(row for name, row in shown.items() if name.startswith("▾"))
    assert unquote_plus(unit["备案"].attrib["href"]) == "trace?unit=B10&requirement=filing&as_of=2009-06-25"
    assert unquote_plus(group["备案"].attrib["href"]) == "units?class=镇街&requirement=filing&as_of=2009-06-25"


def test_the_matrix_is_grouped_by_class_and_opened_at_one_as_the_address_says(open_page: Open) -> None:
    app = open_page(by="unit_class", open_class="镇街")
    shown = list(matrix(app))
    opened = [name for name in shown if name.startswith("▾")]
    assert [name.split("（")[0] for name in opened] == ["▾ 镇街"]
    units = [name for name in shown if name[0] not in "▾▸"]
    assert opened[0] == f"▾ 镇街（{len(units)} 个）"
    [table] = marked(app, "matrix")
    to = ways(table)
    assert to[opened[0]] == "?by=unit_class"
    [other] = [name for name in shown if name.startswith("▸ 事业单位")]
    assert to[other] == "?by=unit_class&open_class=事业单位"


def test_a_group_that_there_is_not_opens_none_and_is_named(open_page: Open) -> None:
    assert "没有编号为“没有的”的" in open_page(open_group="没有的").warning[0].value


def test_a_cell_of_a_group_adds_up_its_units(open_page: Open) -> None:
    shown = matrix(open_page(by="unit_class", open_class="镇街"))
    group = next(row for name, row in shown.items() if name.startswith("▾"))
    units = [text(row["民主讨论"]) for name, row in shown.items() if name[0] not in "▾▸" and "民主讨论" in row]
    done = sum(mark in ("✔", "◐") for mark in units)
    assert text(group["民主讨论"]) == f"✖ {done}/{len(units)}"


def test_the_list_holds_every_unit_until_it_is_narrowed(open_page: Open, demo_store: Path) -> None:
    everybody = store.query("unit__choices", store=demo_store).height
    app = open_page("units")
    assert len(lists(app)[0]) == everybody
    app.text_input(key="search").set_value("癸镇").run()
    assert list(lists(app)[0]["unit_name"]) == ["示例市癸镇"]


def test_choices_of_the_list_come_from_the_address(open_page: Open) -> None:
    classes = set(lists(open_page("units", **{"class": "镇街"}))[0]["unit_class"])
    assert classes == {"镇街"}


def test_a_list_that_nobody_fits_says_so(open_page: Open) -> None:
    app = open_page("units", search="没有这样的单位")
    assert not lists(app)
    assert "没有符合条件的单位" in app.info[0].value


def test_a_unit_opens_by_the_id_in_the_address(open_page: Open, demo_store: Path) -> None:
    unit = store.query("unit__summary", store=demo_store, unit_id="B10").row(0, named=True)
    app = open_page("unit", unit="B10")
    assert app.title[0].value == unit["unit_name"] == "示例市癸镇"
    assert metrics(app)["逾期未办"] == str(unit["overdue_count"])


def test_a_units_page_lists_what_it_owes_with_mark_word_and_weekday(open_page: Open, demo_store: Path) -> None:
    owed = store.query("unit__requirements", store=demo_store, unit_id="B10")
    table = tables(open_page("unit", unit="B10"))[0].value
    assert len(table) == owed.height
    assert "✖ 逾期未办" in table["现在"].iloc[0]
    assert "(周" in table["时限"].iloc[0]


def test_an_unknown_unit_in_the_address_gives_the_first_unit(open_page: Open) -> None:
    assert open_page("unit", unit="no such unit").title[0].value


def test_choosing_another_unit_changes_the_address(open_page: Open) -> None:
    app = open_page("unit", unit="B10")
    app.selectbox(key="unit_choice").set_value("A34").run()
    assert not app.exception
    assert app.query_params["unit"] == "A34"
    assert app.title[0].value == "示例市总工会"


def test_a_deadline_tells_who_has_and_who_has_not(open_page: Open, demo_store: Path) -> None:
    bearers = store.query("deadlines__bearers", store=demo_store, requirement_id="discussion", due=None)
    app = open_page("deadlines", requirement="discussion")
    assert len(lists(app)[0]) == bearers.filter(answer="has_not").height
    app = open_page("deadlines", requirement="discussion", answer="has")
    assert len(lists(app)[0]) == bearers.filter(answer="has").height


def test_an_action_plan_lists_its_milestones(open_page: Open, demo_store: Path) -> None:
    milestones = store.query("action_plans__milestones", store=demo_store, action_id="A4")
    found = [table.value for table in tables(open_page("action_plans", action="A4"))]
    [table] = [table for table in found if "编号" in table.columns]
    assert list(table["编号"]) == milestones["milestone_id"].to_list()


def test_without_a_store_a_newcomer_is_told_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TAIZHANG_STORE", str(tmp_path / "nowhere"))
    app = AppTest.from_file(str(APP), default_timeout=30).run()
    assert not app.exception
    assert app.title[0].value == "还没有数据"
    assert app.code[0].value == "taizhang demo"


def test_an_empty_folder_is_no_store_yet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TAIZHANG_STORE", str(tmp_path))
    app = AppTest.from_file(str(APP), default_timeout=30).run()
    assert app.code[0].value == "taizhang demo"


def test_a_store_without_a_publication_is_built_by_itself(
    empty_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(empty_store, tmp_path / "store")
    (tmp_path / "store" / "CURRENT").unlink()
    monkeypatch.setenv("TAIZHANG_STORE", str(tmp_path / "store"))
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    assert "还没有任何单位" in app.info[0].value
    assert (tmp_path / "store" / "CURRENT").exists()


def test_a_store_on_which_nothing_was_reported_shows_pages_that_say_so(
    empty_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(empty_store, tmp_path / "store")
    monkeypatch.setenv("TAIZHANG_STORE", str(tmp_path / "store"))
    app = AppTest.from_file(str(APP), default_timeout=30).run()
    assert not app.exception
    for page in ABOUT_UNITS:
        app.switch_page(f"dashboard/pages/{page}.py").run()
        assert not app.exception, page
        assert "还没有任何单位" in app.info[0].value


def test_a_day_before_the_roster_came_says_so(open_page: Open) -> None:
    app = open_page(as_of="2009-05-21")
    assert "还没有任何单位" in app.info[0].value
