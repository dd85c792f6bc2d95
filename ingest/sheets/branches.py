"""支部名册: the roster of Party branches. One row per branch."""

from ingest.spec import WITHDRAWN, Sheet, column

SHEET = Sheet(
    kind="branches",
    title="支部名册",
    title_en="Branches",
    key=("unit_id", "branch_id"),
    columns=(
        column("unit_id", "unit", "单位 单位名称 所属单位 unit", "Unit", required=True),
        column("branch_id", "text", "支部编码 支部代码 支部编号 branch_id", "Branch code", required=True),
        column("branch_name", "text", "支部名称 党支部名称 支部 党支部 branch_name", "Branch name", required=True),
        column("member_count", "count", "党员数 党员人数 支部党员数 member_count", "Party members"),
        column("active_from_on", "date", "启用日期 成立日期 active_from_on", "Active from"),
        column("active_until_on", "date", "停用日期 撤销日期 active_until_on", "Active until"),
        WITHDRAWN,
    ),
)
