"""Any day, as known at any number: every page says so, none mixes two stores, and what moved is told with why."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from streamlit.testing.v1 import AppTest

from dashboard import compare, store
from dashboard.compare import Built
from ingest import intake, snapshots
from taizhang import cli
from tests.dashboard.conftest import APP, Open, drawn, foot, pieces, text
from tests.dashboard.lists import lists, tables
from tests.ingest.stores import meeting

PAGES = ["", "units", "unit", "deadlines", "action_plans", "moves", "uploads", "quality", "names"]
THEN = 20


def written(app: AppTest) -> str:
    kinds = (app.title, app.header, app.markdown, app.caption, app.info, app.warning, app.error)
    return "\n".join(str(element.value) for kind in kinds for element in kind)


def address(app: AppTest, name: str) -> str:
    found = app.query_params[name]
    return found if isinstance(found, str) else found[0]


@pytest.mark.parametrize("page", PAGES)
def test_every_page_shows_what_was_known_at_the_number_in_the_address(page: str, open_page: Open) -> None:
    app = open_page(page, known_at=str(THEN))
    assert f"数据为台账第 {THEN} 号" in foot(app)
    assert foot(app).startswith("截至 2009年6月12日")
    assert f"以下只用到台账第 {THEN} 号" in app.info[0].value
    assert address(app, "known_at") == str(THEN)


def test_the_numbers_of_a_page_are_all_of_the_past_state(open_page: Open, demo_store: Path) -> None:
    then = store.built(intake.known_at(demo_store, THEN))
    head = store.query_snapshot("overview__headline", then, None, {}).row(0, named=True)
    assert f"应办 {head['expected_count']} 件，已办结 {head['completed_count']} 件" in text(
        next(pieces(open_page(known_at="20")).iter("h2"))
    )


def test_what_was_known_is_chosen_from_the_ledger_in_words_and_stays_on_the_next_page(open_page: Open) -> None:
    app = open_page()
    every, latest, *_ = drawn(app, "head").iter("option")
    assert (text(every), every.attrib["value"]) == ("最新", "")
    assert "selected" in every.attrib and "selected" not in latest.attrib
    assert text(latest).startswith("第 38 号 ") and "上报 2009-06-26-镇街.xlsx" in text(latest)
    app.query_params["known_at"] = str(THEN)
    app.run()
    [chosen] = [one for one in drawn(app, "head").iter("option") if "selected" in one.attrib]
    assert chosen.attrib["value"] == str(THEN)
    del app.query_params["known_at"]
    app.switch_page("dashboard/pages/units.py").run()
    assert address(app, "known_at") == str(THEN)
    assert f"台账第 {THEN} 号" in foot(app)
    app.query_params["known_at"] = ""
    app.run()
    assert "known_at" not in app.query_params
    assert "台账第 38 号" in foot(app)


def test_a_number_that_was_chosen_before_and_is_gone_from_the_ledger_is_let_go(open_page: Open) -> None:
    app = open_page(known_at=str(THEN))
    app.session_state["known_choice"] = 999
    del app.query_params["known_at"]
    app.run()
    assert not app.exception
    assert "known_at" not in app.query_params
    assert "台账第 38 号" in foot(app)


@pytest.mark.parametrize("asked", ["0", "39", "x", "99999999999999999999"])
def test_a_number_that_the_ledger_lacks_is_said_and_all_that_is_known_is_shown(asked: str, open_page: Open) -> None:
    app = open_page(known_at=asked)
    assert f"台账里没有“{asked}”号" in app.warning[0].value
    assert "台账第 38 号" in foot(app)


def test_in_a_past_state_nothing_can_be_done(open_page: Open) -> None:
    assert "不能办理" in written(open_page("upload", known_at=str(THEN)))
    assert not open_page("upload", known_at=str(THEN)).file_uploader
    shown = open_page("uploads", known_at=str(THEN), upload="U0005")
    assert "不能办理" in written(shown)
    assert not shown.toggle


def test_an_upload_that_was_not_known_yet_is_not_listed(open_page: Open) -> None:
    assert "没有" in open_page("uploads", known_at=str(THEN), upload="U0038").warning[0].value


def test_a_past_state_that_cannot_be_built_is_told_and_no_other_page_is_shown_for_it(
    rostered_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = Path(shutil.copytree(rostered_store, tmp_path / "store"))
    intake.accept(copy, [meeting(tmp_path)])
    for path in (copy / "accepted").rglob("*.parquet"):
        path.unlink()
    monkeypatch.setenv("TAIZHANG_STORE", str(copy))
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.query_params["known_at"] = "2"
    app.run()
    assert not app.exception
    assert "没有办成" in app.error[0].value
    assert not app.metric and not app.header


def test_the_page_of_movements_counts_by_reason_unit_and_requirement(open_page: Open, demo_store: Path) -> None:
    now = store.snapshot(demo_store)
    found = compare.moves(Built(now, date(2009, 6, 5)), Built(now, date(2009, 6, 12)))
    app = open_page("moves", **{"as_of": "2009-06-12", "from": "2009-06-05"})
    assert f"{found.height} 件有变动" in app.header[0].value
    reasons, requirements = tables(app)[0].value, tables(app)[1].value
    assert [int(count.replace(",", "")) for count in reasons["变动"]] == compare.counted(found, "move_reason")[
        "move_count"
    ].to_list()
    assert requirements.shape[0] == found["requirement_id"].n_unique()
    assert len(lists(app)[0]) == found["unit_id"].n_unique()
    assert len(lists(app)[1]) == found.height
    narrowed = open_page("moves", **{"as_of": "2009-06-12", "from": "2009-06-05", "reason": "correction"})
    assert len(lists(narrowed)[1]) == found.filter(move_reason="correction").height > 0


def test_where_nothing_moved_the_page_says_so(open_page: Open) -> None:
    app = open_page("moves", **{"as_of": "2009-06-12", "from": "2009-06-12"})
    assert "没有变动" in app.info[0].value


def test_the_day_compared_with_is_always_in_sight_and_lies_before_the_pages_own(open_page: Open) -> None:
    def compared(**asked: str) -> date:
        return open_page("moves", **asked).date_input(key="from_choice").value

    assert compared() == date(2009, 6, 19)
    assert compared(as_of="2009-06-12") == date(2009, 6, 5)
    assert compared(**{"from": "2009-06-05"}) == date(2009, 6, 5)
    assert compared(**{"from": "2009-07-30"}) == compared(**{"from": "soon"}) == date(2009, 6, 19)


def test_another_day_to_compare_with_goes_into_the_address(open_page: Open) -> None:
    app = open_page("moves")
    app.date_input(key="from_choice").set_value(date(2009, 6, 12)).run()
    assert app.query_params["from"] == "2009-06-12"
    assert "2009年6月12日(周五)" in app.header[0].value


def run(*words: object) -> Any:
    return CliRunner().invoke(cli, [str(word) for word in words], catch_exceptions=False)


def test_the_command_tells_the_same_movements_in_a_stable_shape(demo_store: Path) -> None:
    now = store.snapshot(demo_store)
    found = compare.moves(Built(now, date(2009, 6, 19)), Built(now, date(2009, 6, 26)))
    told = run("moves", "--from", "2009-06-19", "--to", "2009-06-26", "--json", "--store", demo_store)
    answer = json.loads(told.stdout)
    assert list(answer) == ["from", "to", "by_reason", "moves"]
    assert answer["to"] == {"as_of": "2009-06-26", "known_at": None}
    assert sum(answer["by_reason"].values()) == len(answer["moves"]) == found.height
    assert list(answer["moves"][0])[-5:] == ["missing_before", "missing", "reason", "other_reasons", "because"]


def test_the_command_compares_what_was_known(demo_store: Path) -> None:
    asked = ["moves", "--from", "2009-06-12", "--to", "2009-06-12", "--store", demo_store]
    assert run(*asked).stdout == "nothing moved\n"
    assert "nothing moved" not in run(*asked, "--known-from", 13).stdout
    refused = run(*asked, "--known-to", 99)
    assert refused.exit_code == 1 and "no ledger number 99; expected 1 to 38" in refused.stderr


def test_the_earlier_day_comes_first(demo_store: Path) -> None:
    refused = run("moves", "--from", "2009-06-26", "--to", "2009-06-12", "--store", demo_store)
    assert refused.exit_code == 2
    assert "give the earlier day first" in refused.stderr


def test_a_unit_alone_is_told_of(demo_store: Path) -> None:
    asked = ["moves", "--from", "2009-06-19", "--unit", "教育局", "--json", "--store", demo_store]
    assert {row["unit_id"] for row in json.loads(run(*asked).stdout)["moves"]} == {"A04"}
    assert snapshots.current(demo_store).name == "store-38.duckdb"
