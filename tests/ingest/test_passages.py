"""A plan's clauses are found in its document by the numbering in front of the paragraphs, however it is written."""

from __future__ import annotations

from textwrap import dedent

import pytest

from ingest import passages
from ingest.passages import find_passages

OUTLINE = """
    关于做好防汛准备的工作安排
    一、排查隐患
    各村先自查。镇里再抽查。
    1、时间。4月20日前查完；4月30日前报结果。
    2．对象。沿河房屋。
    ３、要求。逐户登记。
    （1）老人户要两人上门。
    （2）空房也要登记。
    二、备足物资
    （一）沙袋。每村两百只。
    （二）雨具。
    ① 雨衣十件。
    ② 雨靴十双。
    三、值班
    —“镇值班”安排。每晚两人。
    —“村值班”安排。每晚一人。
"""


def found(text: str, *numberings: str) -> dict[str, tuple[str, str]]:
    return find_passages(dedent(text), {one: one for one in numberings}).passages


def why(text: str, numbering: str) -> str:
    return find_passages(dedent(text), {numbering: numbering}).missing[numbering]


@pytest.mark.parametrize(
    ("numbering", "label", "words"),
    [
        ("0", "", "关于做好防汛准备的工作安排"),
        ("一", "一、", "排查隐患\n各村先自查。镇里再抽查。"),
        ("1", "一、", "排查隐患\n各村先自查。镇里再抽查。"),
        ("一、1、", "一、1、", "时间。4月20日前查完；4月30日前报结果。"),
        ("1.2", "一、2．", "对象。沿河房屋。"),
        ("一3", "一、３、", "要求。逐户登记。"),
        ("一、3、（2）", "一、３、（2）", "空房也要登记。"),
        ("二（一）", "二、（一）", "沙袋。每村两百只。"),
        ("二、（二）②", "二、（二）②", "雨靴十双。"),
        ("2.2.1", "二、（二）①", "雨衣十件。"),
        ("三、—2", "三、—", "“村值班”安排。每晚一人。"),
    ],
)
def test_a_numbering_finds_its_passage_however_it_is_written(numbering: str, label: str, words: str):
    assert found(OUTLINE, numbering) == {numbering: (label, words)}


@pytest.mark.parametrize(
    ("numbering", "words"),
    [
        ("一、1、第2句", "4月20日前查完；"),
        ("一、1、第2至3句", "4月20日前查完；4月30日前报结果。"),
        ("一第1句", "排查隐患"),
    ],
)
def test_a_numbering_may_name_sentences(numbering: str, words: str):
    assert found(OUTLINE, numbering)[numbering][1] == words


@pytest.mark.parametrize(
    ("numbering", "reason"),
    [
        ("一、9", passages.ABSENT),
        ("四", passages.ABSENT),
        ("一、1、第9句", passages.NO_SENTENCE),
        ("1.6a", passages.NO_NUMBERING),
        ("附录甲", passages.NO_NUMBERING),
    ],
)
def test_a_clause_that_is_not_found_says_why(numbering: str, reason: str):
    assert why(OUTLINE, numbering) == reason


def test_decimal_numbers_are_found_with_and_without_points_and_spaces():
    text = """
        1 总则
        1.1 目的。为了安全。
        1.2目的之外
        2 检查
        2.1. 每季一次。
        2.1.1 查电。
        2.1.2　查火。
        2.10 不接着数的不算编号。
    """
    shown = found(text, "1", "1.1", "1.2", "2.1", "2.1.2")
    assert [words for _, words in shown.values()] == [
        "总则",
        "目的。为了安全。",
        "目的之外",
        "每季一次。",
        "查火。\n2.10 不接着数的不算编号。",
    ]
    assert shown["2.1.2"][0] == "2.1.2"


def test_articles_count_on_through_the_chapters():
    text = """
        第一章 总则
        第一条 为了安全。
        第二条 适用于全校。
        第二章 检查
        第三条 每季一次。
        （一）查电；
        （二）查火。
    """
    shown = found(text, "第三条", "第三条（二）", "第二章第三条", "第二条")
    assert [words for _, words in shown.values()] == ["每季一次。", "查火。", "每季一次。", "适用于全校。"]
    assert shown["第三条（二）"][0] == "第二章第三条（二）"


def test_a_line_that_happens_to_start_with_a_number_is_text():
    text = """
        一、时间
        6.15前开完，
        10、20日各查一次。
        3.5万元以内。
        二、其他
    """
    assert found(text, "一")["一"][1] == "时间\n6.15前开完，\n10、20日各查一次。\n3.5万元以内。"


def test_a_table_of_contents_is_not_taken_for_the_passages():
    text = """
        一、时间……………1
        二、对象\t2
        一、时间
        六月。
        二、对象
        全体。
    """
    assert found(text, "一", "二") == {"一": ("一、", "时间\n六月。"), "二": ("二、", "对象\n全体。")}


def test_a_number_that_stands_twice_names_nothing():
    text = "一、时间\n二、对象\n附件\n一、名单\n二、表格\n三、说明"
    assert why(text, "一") == passages.TWICE
    assert found(text, "三") == {"三": ("三、", "说明")}


def test_dashes_before_any_number_are_text():
    assert found("—编者按。\n一、时间", "0", "一") == {"0": ("", "—编者按。"), "一": ("一、", "时间")}
