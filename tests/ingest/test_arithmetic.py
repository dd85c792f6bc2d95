"""Figures of one row that belie each other are told at their cells, before anything is stored."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ingest.check import Context, FileCheck, check_file

REPORT = date(2009, 5, 31)
HEADS = ["单位", "评议形式", "评议日期", "发出票数", "收回票数", "有效票数"]
OPTIONS = [f"认识深不深/{option}" for option in ("好", "较好", "一般", "差")]
Checked = Callable[..., FileCheck]


@pytest.fixture
def checked(workbook: Callable[..., Path], context: Context) -> Checked:
    """Checks a sheet of evaluations: each row as its figures from the ballots handed out on."""

    def check(*rows: list[Any]) -> FileCheck:
        told = [["教育局", "评议会", date(2009, 5, 20 + number), *row] for number, row in enumerate(rows)]
        return check_file(workbook(民主评议=[HEADS + OPTIONS, *told]), context, REPORT)

    return check


def said(check: FileCheck) -> list[tuple[str, str, str]]:
    return [(finding.severity, finding.cell, finding.code) for finding in check.findings]


def test_figures_that_agree_are_taken_in_silence(checked: Checked) -> None:
    check = checked([30, 29, 28, 20, 5, 2, 1], [5, 5, 5, None, None, None, None])
    assert (said(check), check.tables[0].accepted) == ([], 2)


def test_more_ballots_came_back_than_went_out(checked: Checked) -> None:
    check = checked([30, 31, 28, 20, 5, 2, 1])
    assert said(check) == [("error", "E2", "figure.above_whole")]
    assert check.findings[0].message == "“收回票数”是 31，多于“发出票数”30。请核对原始票数后改正。"
    assert check.tables[0].accepted == 0


def test_more_valid_ballots_than_came_back_is_told_once_against_the_nearest_figure(checked: Checked) -> None:
    check = checked([30, 29, 32, 20, 5, 2, 5])
    assert said(check) == [("error", "F2", "figure.above_whole")]
    assert "多于“收回票数”29" in check.findings[0].message


def test_a_figure_is_held_against_the_next_that_is_filled_in(checked: Checked) -> None:
    check = checked([30, None, 32, 20, 5, 2, 5])
    assert said(check) == [("error", "F2", "figure.above_whole")]


def test_options_that_come_to_more_than_the_valid_ballots_are_not_taken(checked: Checked) -> None:
    check = checked([30, 29, 28, 20, 5, 2, 2])
    assert said(check) == [("error", "G2", "figure.sum_above")]
    assert check.findings[0].message == "“认识”各档合计是 29，多于“有效票数”28。请核对原始票数后改正。"


def test_options_that_come_to_less_are_pointed_out_and_taken_since_some_may_have_chosen_none(checked: Checked) -> None:
    check = checked([30, 29, 28, 20, 5, 2, None])
    assert said(check) == [("warning", "G2", "figure.sum_below")]
    assert check.tables[0].accepted == 1


def test_what_could_not_be_read_is_told_alone(checked: Checked) -> None:
    check = checked([30, 29, 28, "很多", 5, 2, 1])
    assert [finding.cell for finding in check.findings] == ["G2"]
    assert check.findings[0].code != "figure.sum_below"


def test_each_row_is_told_at_its_own_cells(checked: Checked) -> None:
    check = checked([30, 29, 28, 20, 5, 2, 1], [30, 31, 28, 20, 5, 2, 2])
    assert said(check) == [("error", "E3", "figure.above_whole"), ("error", "G3", "figure.sum_above")]
