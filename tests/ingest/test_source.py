"""The plan's own document is attached as text or .docx, read in the worker, and its words stand beside the clauses."""

from __future__ import annotations

import io
import shutil
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import duckdb
import polars as pl
import pytest
from click.testing import CliRunner, Result

from ingest import intake, ledger, pool, source, verify
from ingest.limits import Limits
from taizhang import cli
from tests.ingest.stores import ask

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PLAN = {
    "plan": """
        plan_id,title,authority,starts_on,ends_on,time_zone
        flood,防汛,镇里,2026-04-01,2026-05-31,Asia/Shanghai
    """,
    "clauses": """
        clause_id,title,summary,parent_id,class,numbering
        1,自查,各村查,,H,一、1、
        2,上门,老人户,,R,一、2、第2句
    """,
    "requirements": """
        requirement_id,title,clause_id,bearer,duty,evidence,rollup,due_phrase,due_rule
        check,自查,1,unit,owed,meetings:自查@held_on,first,4月20日前,on 2026-04-20
    """,
    "checks": """
        check_id,requirement_id,clause_id,kind,severity
        check.held,check,1,held,required
    """,
    "readings": """
        key,value,alternatives,why
        before_date,inclusive,exclusive,含当日
        undated,stage_end,never,到期末
    """,
}
TEXT = "防汛安排\n一、排查\n1、时间。4月20日前查完。\n2、要求。老人户要两人上门。\n"
PASSAGES = [("1", "一、1、", "时间。4月20日前查完。"), ("2", "一、2、", "老人户要两人上门。")]
SHOWN = "select clause_id, passage_number, passage from reference.clauses where passage is not null order by 1"
Document = Callable[[str, bytes], Path]


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("flood")
    for kind, text in PLAN.items():
        (folder / f"{kind}.csv").write_text(dedent(text).lstrip(), encoding="utf-8")
    intake.init_store(folder / "store", folder, by="office")
    return folder / "store"


@pytest.fixture
def store(bare: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(bare, tmp_path / "store"))


@pytest.fixture
def document(tmp_path: Path) -> Document:
    def written(name: str, content: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return written


def docx(body: str, **parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>')
        for name, part in parts.items():
            archive.writestr(f"word/{name}.xml", f'<w:{name} xmlns:w="{WORD}">{part}</w:{name}>')
    return out.getvalue()


def paragraph(text: str, properties: str = "") -> str:
    runs = "".join(f"<w:r><w:t>{part}</w:t></w:r>" for part in (text[:2], text[2:]))
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def read(path: Path) -> str:
    return str(pool.read_in_worker(str(path), Limits(), "document"))


def run(*words: object) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words], catch_exceptions=False)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_is_read_in_any_usual_encoding(document: Document, encoding: str):
    assert read(document("计划.txt", TEXT.encode(encoding))) == TEXT


def test_a_word_document_reads_the_same_whether_its_numbers_are_typed_or_counted_by_word(document: Document):
    typed = docx("".join(paragraph(line) for line in TEXT.splitlines()))
    assert read(document("计划.docx", typed)).splitlines() == TEXT.splitlines()
    levels = '<w:lvl w:ilvl="{}"><w:start w:val="1"/><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/></w:lvl>'
    lists = (
        '<w:abstractNum w:abstractNumId="7">'
        + levels.format(0, "chineseCounting", "%1、")
        + levels.format(1, "decimal", "%2、")
        + '</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>'
    )
    numbered = '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr></w:pPr>'
    first = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr>'
    body = paragraph("防汛安排") + paragraph("排查", first)
    body += paragraph("时间。4月20日前查完。", '<w:pStyle w:val="Item"/>')
    body += paragraph("要求。老人户要两人上门。", '<w:pStyle w:val="Item"/>')
    counted = docx(body, numbering=lists, styles=f'<w:style w:styleId="Item">{numbered}</w:style>')
    assert read(document("计划二.docx", counted)).splitlines() == TEXT.splitlines()


def test_deleted_words_and_the_older_copy_of_a_text_box_are_not_read(document: Document):
    body = (
        "<w:p><w:r><w:t>一、留下</w:t></w:r><w:del><w:r><w:delText>删去</w:delText></w:r></w:del>"
        '<mc:Fallback xmlns:mc="m"><w:r><w:t>重复</w:t></w:r></mc:Fallback><w:r><w:tab/><w:t>的</w:t></w:r></w:p>'
    )
    assert read(document("改过.docx", docx(body))) == "一、留下 的"


def test_attaching_is_a_ledger_event_that_known_at_honours_and_that_is_done_once(store: Path, document: Document):
    path = document("计划.txt", TEXT.encode())
    before = intake.known_number(store)
    intake.attach_source(store, path, by="小李")
    intake.attach_source(store, path, by="小李")
    assert intake.known_number(store) == before + 1
    event = ledger.events(store)[-1]
    assert (event.kind, event.by_whom, event.payload["file"]) == ("source", "小李", "计划.txt")
    assert (store / event.payload["path"]).read_bytes() == path.read_bytes()
    assert ask(store, SHOWN) == PASSAGES
    with duckdb.connect(str(intake.known_at(store, before)), read_only=True) as connection:
        assert connection.execute(SHOWN).fetchall() == []
    (store / event.payload["path"]).unlink()
    assert [(one.kind, one.place) for one in verify.verify(store)] == [("original", "计划.txt")]


def test_the_terminal_says_which_clauses_were_found_and_which_not(store: Path, document: Document):
    short = document("节选.txt", "一、排查\n1、时间。4月20日前查完。\n".encode())
    told = run("plan", "attach", "--store", store, short)
    assert told.exit_code == 0
    assert told.output.splitlines() == [
        "节选.txt: found 1 of 2 clauses by their numbering",
        "  clause 2: its numbering is not in the document",
    ]
    assert "is detached" in run("plan", "detach", "--store", store, "--reason", "节选").output
    assert ask(store, SHOWN) == []
    assert "nothing changed" in run("plan", "detach", "--store", store, "--reason", "节选").output


def test_a_store_is_made_with_its_document_or_not_at_all(bare: Path, tmp_path: Path, document: Document):
    path = document("计划.txt", TEXT.encode())
    made = run("init", "--store", tmp_path / "made", "--plan", bare.parent, "--source", path)
    assert "found 2 of 2 clauses" in made.output
    assert ask(tmp_path / "made", SHOWN) == PASSAGES
    refused = run("init", "--store", tmp_path / "not", "--plan", bare.parent, "--source", document("别.txt", b"hello"))
    assert refused.exit_code == 1
    assert "found none of the plan's 2 clauses" in refused.output
    assert not (tmp_path / "not").exists()


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a>" + b" " * 60_000_000)
    return out.getvalue()


ENTITIES = '<!DOCTYPE w [<!ENTITY a "xxxxxxxxxx"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><w>&b;</w>'


def with_part(content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", content)
    return out.getvalue()


def workbook() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return out.getvalue()


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
REFUSED = {
    "a PDF": (b"%PDF-1.4 ...", "这是 PDF 文件"),
    "an old Word document under a new name": (OLD + "WordDocument".encode("utf-16-le"), "旧版 Word 文档"),
    "a locked document": (OLD + "EncryptedPackage".encode("utf-16-le"), "设了密码"),
    "a workbook": (workbook(), "不是 Word 文档"),
    "an RTF": (b"{\\rtf1 x}", "RTF"),
    "a web page": (b"<html><p>x</p></html>", "网页"),
    "a zip that is cut short": (docx(paragraph("一、x"))[:80], "损坏"),
    "a document that grows when unpacked": (bomb(), "已拒收"),
    "a document with entities": (with_part(ENTITIES.encode()), "DOCTYPE"),
    "a document with entities in another encoding": (with_part(ENTITIES.encode("utf-16")), "DOCTYPE"),
    "broken XML": (with_part(b"<w:p"), "损坏"),
    "nothing": (b"", "没有文字"),
    "bytes": (bytes(range(256)) * 8, "认不出来"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_document_is_refused_in_one_sentence_and_changes_nothing(what: str, store: Path, document: Document):
    content, said = REFUSED[what]
    before, began = intake.known_number(store), time.process_time()
    told = run("plan", "attach", "--store", store, document("计划.docx", content))
    assert told.exit_code == 1
    assert said in told.output
    assert len(told.output.splitlines()) == 1
    assert "Traceback" not in told.output
    assert intake.known_number(store) == before
    assert time.process_time() - began < 5


def test_nesting_without_end_neither_kills_the_reader_nor_hangs_it(store: Path, document: Document):
    deep = b"<w:p xmlns:w='" + WORD.encode() + b"'>" + b"<w:r>" * 200_000 + b"</w:r>" * 200_000 + b"</w:p>"
    with pytest.raises(intake.Refused):
        intake.attach_source(store, document("深.docx", with_part(deep)))


def test_a_plan_without_numberings_is_found_by_its_clause_ids():
    clauses = pl.DataFrame({"clause_id": ["1.2", "3"], "numbering": [None, "四、"]})
    assert source.numberings(clauses) == {"1.2": "1.2", "3": "四、"}
