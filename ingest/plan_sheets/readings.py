"""口径: how the open phrases of the text are read, each a recorded decision. One row per reading."""

from ingest.spec import Sheet, column

SHEET = Sheet(
    kind="readings",
    title="口径",
    title_en="Readings",
    key=("key",),
    columns=(
        column("key", "text", "key 口径编号 口径", "Key", required=True),
        column("phrase", "text", "phrase 说法 原文说法", "Phrase"),
        column("phrase_en", "text", "phrase_en 说法英文", "Phrase in English"),
        column("clause_id", "text", "clause_id 条款编号 条款", "Clause"),
        column("value", "text", "value 取值 值", "Value", required=True),
        column("alternatives", "text", "alternatives 其他取值 备选", "Alternatives"),
        column("why", "text", "why 理由 说明", "Why"),
        column("why_en", "text", "why_en 理由英文", "Why, in English"),
        column("decided_on", "date", "decided_on 决定日期", "Decided on"),
        column("decided_by", "text", "decided_by 决定方 决定人", "Decided by"),
    ),
)
