"""The benchmark measures what it says: real workbooks, the real page, and aims that can be missed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

import openpyxl
import pytest

from bench import aims, campaign, growth, many, page, plot, reports, sizes, visitor
from dashboard import store as door
from ingest import build, intake

QUICK = {"seconds": 1.0, "cpu_seconds": 1.5, "peak_mib": 100.0, "reader_mib": 50.0, "together_mib": 2048.0, "rows": 10}
SLOW = {**QUICK, "seconds": 60.0}


def figures(check: dict[str, Any]) -> dict[str, Any]:
    each = {"overview__headline": check["seconds"] / 100}
    overview = {**check, "seconds": check["seconds"] / 100, "each": each}
    built = {**check, "bytes": 1}
    seconds = check["seconds"]
    one = {"accept": [check, check], "build": built, "overview": overview, "workbook_bytes": 1}
    one |= {"walk": {"runs": 6, "p50": seconds / 20, "p95": seconds / 10, "slowest": {"overview": seconds}}}
    one |= {"browser": seen(seconds)}
    whole = {**check, "whole_seconds": 61.0, "whole_cpu_seconds": 62.0}
    slow = check["seconds"]
    asked = {"bare_seconds": 0.01, "sandbox_seconds": 0.1 * slow, "limit_seconds": 0.1, "page_seconds": 0.9 * slow}
    asked |= {"limit_mib": 100.0, "page_mib": 290.0 * slow, "quiet_p95": 0.1, "crowded_p95": 0.15 * slow}
    return {
        "paces": [0.41, 0.75, 0.5],
        "wide": {"floor": QUICK, "check": check, "quarter": QUICK, "pandas": {**QUICK, "seconds": 5.0}},
        "huge": {"floor": QUICK, "check": {**check, "together_mib": 2048 * check["seconds"]}},
        "ordinary": {"check": check, "page": whole},
        "small": {**check, "files": 5},
        "analysts": asked,
        "campaigns": {300: one, 20_000: one},
    }


def seen(seconds: float) -> dict[str, Any]:
    visit = {**dict.fromkeys(aims.VISITS, seconds), "first_bytes": 1}
    wire = {"file_bytes": 2048, "message_bytes": 1024, "messages": 9, "parts": 7, "rows": 99}
    page_wire = {**wire, "seconds": seconds, "parts_of_fragments": 1, "longest_table": 100 * int(seconds)}
    change = {**wire, "parts_of_fragments": 7 if seconds == 1 else 6, "longest_table": 9}
    return {
        "seconds": {"blank": {**visit, **dict.fromkeys(aims.VISITS, 1.0)}, "overview": visit},
        "pages": {"units": page_wire},
        "changes": {"overview": change, "units": {**change, "parts_of_fragments": 7}},
    }


def test_a_long_workbook_is_read_by_others_and_no_two_rows_are_alike(tmp_path: Path):
    sheet = openpyxl.load_workbook(reports.write_wide_file(tmp_path / "wide.xlsx", 300, 2_500)).active
    heading, *rows = sheet.iter_rows(values_only=True)
    assert heading[:4] == ("单位", "材料类型", "份次", "完成日期")
    assert (rows[0][0], rows[0][3].date(), rows[0][8]) == ("示例00000局", date(2009, 5, 21), 0)
    assert rows[2_499][19] == "第2499条"
    assert len(set(rows)) == 2_500 and None not in {value for row in rows for value in row}
    assert sheet.dimensions == "A1:T2501"


def test_an_aim_is_met_or_it_is_said_that_it_is_not():
    assert {line[-1] for line in aims.lines(figures(QUICK))} == {"met"}
    assert {line[-1] for line in aims.lines(figures(SLOW))} == {"**not met**"}


def test_the_page_lists_every_aim_with_the_time_of_the_wall_and_of_the_processors():
    text = page.write(figures(QUICK))
    assert "| 10 rows on the page: to shown findings | 1.00 s (1.50 s of the processors) | ≤ 1 s | met |" in text
    assert "| 20,000 units: the overview's queries | 10 ms | ≤ 250 ms | met |" in text
    assert "| page, at its end | 61.00 s | 62.00 s |" in text
    assert "| units | 1.00 s | 2 KiB | 1 KiB | 7 | 99, 100 |" in text
    assert "| overview, another choice |  | 2 KiB | 1 KiB | 7 | 99, 9 |" in text
    assert text.count("| met |") == 23
    assert "Meanwhile three million steps of plain Python took 0.41 to 0.75 s." in text


def test_without_a_browser_the_page_says_so_and_leaves_its_table_and_aims_out():
    told = figures(QUICK)
    told["campaigns"] = {300: {**told["campaigns"][300], "browser": {}}}
    text = page.write(told)
    assert page.NO_BROWSER in text
    assert "a page with one chart" not in text and "| page | complete |" not in text


def test_a_visitor_of_the_bench_sees_the_findings_before_the_page_is_at_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    intake.init_store(tmp_path / "store", campaign.write_plan(tmp_path / "plan"))
    intake.accept(tmp_path / "store", [campaign.write_roster(tmp_path, 300)], report_on=campaign.START)
    monkeypatch.setenv("TAIZHANG_STORE", str(tmp_path / "store"))
    (path,) = reports.write_ordinary_files(tmp_path, 300, 1)
    spent = visitor.hand_in(path)
    assert 0 < spent["seconds"] < spent["whole_seconds"]
    assert 0 < spent["cpu_seconds"] <= spent["whole_cpu_seconds"]


def grown(units: int) -> dict[str, Any]:
    stage = {"seconds": units / 10, "cpu_seconds": units / 5, "peak_mib": 100.0}
    queries = {"overview__curve": 0.001, "overview__group_cells": 0.002, "overview__unit_cells": 0.003}
    return {
        "ingest": stage,
        "build": {**stage, "bytes": units * 10_240},
        "overview": {"usual": queries, "past": queries, "obligations": 14 * units, "units": units},
        "unit": {"each": {"unit__requirements": 0.004, "trace__cells": 0.02}},
        "replay": stage,
        "pandas": {**stage, "cpu_seconds": units / 50, "differing": 0},
    }


def test_a_size_that_is_not_measured_again_stays_with_the_day_on_which_it_was(tmp_path: Path):
    growth.keep({300: grown(300), 9_000: grown(9_000)}, date(2026, 11, 1), tmp_path)
    kept = growth.keep({300: grown(330)}, date(2026, 11, 8), tmp_path)
    assert {size: one["measured_on"] for size, one in kept.items()} == {300: "2026-11-08", 9_000: "2026-11-01"}
    assert growth.kept(tmp_path) == kept


def test_growth_is_told_by_size_and_by_factor_of_units(tmp_path: Path):
    text = growth.section(growth.keep({300: grown(300), 3_000: grown(3_000)}, date(2026, 11, 1), tmp_path))
    assert "| build | 30.0 s (60.0 s), 100 MiB | 300.0 s (600.0 s), 100 MiB |" in text
    assert "| build, a unit | 200.0 ms | 200.0 ms |" in text
    assert "| store, a unit | 10.0 KiB | 10.0 KiB |" in text
    assert "| matrix | 5.0 ms | 5.0 ms |" in text
    assert "| 3,000 units: one unit, the slowest question | 20.0 ms | ≤ 10 ms | **not met** |" in text
    assert "| 300 units: overview of a past day | 6 ms | ≤ 50 ms | met |" in text
    assert "the largest size ÷ the one before | 1.00 | ≤ 1.25 | met |" in text
    assert "| one unit, the slowest question | 20.0 ms, trace__cells | 20.0 ms, trace__cells |" in text
    assert "| 300 → 3,000 | × 10 | × 10 | × 1.0 | × 10 | × 1.0 | × 1.0 | × 10 |" in text
    assert {path.name for path in tmp_path.iterdir()} == {"growth.json", "growth.svg"}


def test_only_the_section_on_growth_is_written_anew_where_sizes_are_asked_for(tmp_path: Path):
    sizes_kept = growth.keep({300: grown(300)}, date(2026, 11, 1), tmp_path)
    page_before = "# Performance\n\n## Growth\n\nold\n\n## Other\n\nstays\n"
    text = growth.replaced(page_before, sizes_kept)
    assert text == f"# Performance\n\n{growth.section(sizes_kept)}\n\n## Other\n\nstays\n"
    assert growth.replaced("# Performance\n", sizes_kept) == f"# Performance\n\n{growth.section(sizes_kept)}\n"


def test_what_grows_with_its_cause_is_a_straight_line_in_the_plot():
    root = Xml.fromstring(plot.log_log({"linear": [(1, 10), (10, 100), (100, 1000)]}, "units"))
    (line,) = [one for one in root.iterfind("{*}polyline") if one.attrib["stroke-width"] == "2"]
    (a, b, c) = [tuple(map(float, point.split(","))) for point in line.attrib["points"].split()]
    assert abs((b[0] - a[0]) * (c[1] - b[1]) - (c[0] - b[0]) * (b[1] - a[1])) < 1
    assert "linear" in {text.text for text in root.iter("{http://www.w3.org/2000/svg}text")}


def test_a_campaign_of_many_units_is_a_small_one_over_and_over_under_new_names(tmp_path: Path):
    few, plenty = tmp_path / "few", tmp_path / "plenty"
    plan, until = campaign.write_plan(tmp_path / "plan"), campaign.ROUNDS[-1]
    files = [campaign.write_roster(tmp_path, 50), *campaign.write_returns(tmp_path, 50, until)]
    intake.init_store(few, plan)
    intake.accept(few, files[:1], report_on=campaign.START)
    intake.accept(few, files[1:], report_on=until, yes=True)
    intake.init_store(plenty, plan)
    assert many.multiply(few, plenty, 101) == 150
    build.build(plenty)
    small, large = (door.query("overview__headline", store=store).row(0, named=True) for store in (few, plenty))
    counts = [name for name in small if name.endswith("_count") and name != "upload_count"]
    assert {name: large[name] for name in counts} == {name: 3 * small[name] for name in counts}
    judged = sizes.pandas_judges(str(plenty))
    assert (judged["rows"], judged["differing"]) == (large["obligation_count"], 0)
    asked = sizes.one_unit(str(plenty))["each"]
    assert {"unit__requirements", "trace__checks"} <= asked.keys() and sizes.NOT_OF_ONE not in asked
    days = sizes.on_two_days(str(plenty))
    assert days["usual"].keys() == days["past"].keys() >= {*growth.MATRIX, growth.CURVE}
    groups = door.query("overview__groups", store=plenty, grouping="guidance_group", row_limit=9)
    assert sorted(groups["group_name"]) == [f"第{number}指导检查组" for number in range(1, 7)]
