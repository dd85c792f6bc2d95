"""称谓: what this plan calls those whom the sheets and pages speak of. One row per term; what is not named keeps its usual word."""  # noqa: E501

from ingest.spec import Sheet, column

# Each term with its usual words, the longest first, as headings and messages have them.
TERMS: dict[str, tuple[str, ...]] = {
    "branch": ("党支部", "支部"),
    "group": ("市委指导检查组", "指导检查组"),
    "member": ("党员",),
    "leader": ("领导班子成员", "班子成员"),
    "contact": ("联系市领导", "联系领导"),
}

SHEET = Sheet(
    kind="words",
    title="称谓",
    title_en="Words",
    key=("term",),
    columns=(
        column("term", "choice", "term 通称", "Term", required=True, choices=TERMS),
        column("word", "text", "word 称谓", "Called", required=True),
        column("word_en", "text", "word_en 英文称谓", "Called in English"),
    ),
)
