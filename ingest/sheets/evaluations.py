"""民主评议: evaluation ballots, counted. One row per unit, form and day; the heading spans two rows."""

from ingest.spec import WITHDRAWN, Column, Sheet, Sum, Withheld, column

FORMS = {"评议会": ("召开评议会", "会议评议"), "书面评议": ("书面",), "评议会和书面评议": ("评议会及书面评议",)}
FEWEST_BALLOTS = 5

CATEGORIES = (
    ("party_cadre", "党员干部", "Party cadres"),
    ("masses", "群众代表", "Representatives of the public"),
    ("party_delegate", "党代表", "Party congress delegates"),
    ("congress_deputy", "人大代表", "People's congress deputies"),
    ("cppcc_member", "政协委员", "CPPCC members"),
    ("democratic_party", "民主党派", "Democratic parties"),
    ("grassroots", "基层单位代表", "Grassroots units"),
    ("service_user", "服务对象代表", "Service users"),
)
DIMENSIONS = (
    ("understanding", "认识深不深", "认识", "Understanding"),
    ("problems", "查找的问题准不准", "查找问题", "Problems found"),
    ("causes", "原因分析得透不透", "原因分析", "Causes analysed"),
    ("thinking", "发展思路清不清", "发展思路", "Direction"),
    ("measures", "工作措施可行不可行", "工作措施", "Measures"),
)
OPTIONS = (
    ("good", "好", "good"),
    ("fair", "较好", "fairly good"),
    ("average", "一般", "average"),
    ("poor", "差", "poor"),
)


def category(name: str, heading: str, label_en: str) -> Column:
    """The number of raters of one category."""
    return column(f"{name}_count", "count", f"参评人员/{heading} {heading} 参评人员构成/{heading}", label_en)


def ballots(name: str, heading: str, short: str, label_en: str) -> tuple[Column, ...]:
    """The ballots of one question, one column an option."""
    return tuple(
        column(f"{name}_{option}_count", "count", f"{heading}/{word} {short}/{word}", f"{label_en}: {word_en}")
        for option, word, word_en in OPTIONS
    )


def all_ballots(name: str, heading: str, label_en: str) -> Sum:
    """All ballots cast on one question: a total, so it may be shown where the options may not."""
    return Sum(
        f"{name}_count",
        tuple(f"{name}_{option}_count" for option, _, _ in OPTIONS),
        f"{heading}合计",
        f"{label_en}: all ballots",
        of="valid_count",
    )


PRESENT = Sum(
    "category_count",
    tuple(f"{name}_count" for name, *_ in CATEGORIES),
    "参评人员类别数",
    "Categories present",
    counts_filled=True,
)


SHEET = Sheet(
    kind="evaluations",
    title="民主评议",
    title_en="Evaluations",
    key=("unit_id", "evaluation_form", "evaluated_on"),
    dates=("evaluated_on",),
    type_field="evaluation_form",
    columns=(
        column("unit_id", "unit", "单位 单位名称 填报单位 unit", "Unit", required=True),
        column("evaluation_form", "choice", "评议形式 评议方式 evaluation_form", "Form", choices=FORMS),
        column("evaluated_on", "date", "评议日期 评议时间 evaluated_on", "Evaluated on", required=True),
        column("issued_count", "count", "发出票数 票数/发出 发出 issued_count", "Ballots issued"),
        column("returned_count", "count", "收回票数 票数/收回 收回 returned_count", "Ballots returned"),
        column("valid_count", "count", "有效票数 票数/有效 有效 有效票 valid_count", "Valid ballots"),
        *(category(*row) for row in CATEGORIES),
        *(cell for row in DIMENSIONS for cell in ballots(*row)),
        WITHDRAWN,
    ),
    sums=(*(all_ballots(name, short, label_en) for name, _, short, label_en in DIMENSIONS), PRESENT),
    falling=("issued_count", "returned_count", "valid_count"),
    withheld=Withheld(
        "valid_count",
        FEWEST_BALLOTS,
        tuple(f"{name}_{option}_count" for name, *_ in DIMENSIONS for option, _, _ in OPTIONS),
        presences=PRESENT.terms,
    ),
)
