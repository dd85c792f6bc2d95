"""整改问题: problems found and what is done about them. One row per unit and problem number."""

from ingest.spec import WITHDRAWN, Sheet, column

CLASSES = {"立即解决": ("立行立改", "可以立即解决"), "限期解决": ("限期整改", "经过努力解决")}
STATES = {"未解决": ("未整改",), "整改中": ("解决中", "进行中"), "已解决": ("已整改", "完成")}

SHEET = Sheet(
    kind="problems",
    title="整改问题",
    title_en="Problems",
    key=("unit_id", "problem_number"),
    dates=("solved_on",),
    columns=(
        column("unit_id", "unit", "单位 单位名称 unit", "Unit", required=True),
        column("problem_number", "text", "问题编号 编号 problem_number", "Problem number", required=True),
        column("problem", "text", "问题 突出问题 问题内容 problem", "Problem"),
        column("problem_class", "choice", "类别 问题类别 problem_class", "Class", choices=CLASSES),
        column("is_concentrated", "flag", "反映集中 是否反映集中 is_concentrated", "Often raised"),
        column("measure", "text", "措施 整改措施 举措 measure", "Measure"),
        column("problem_due_on", "date", "完成时限 整改时限 problem_due_on", "To be solved by"),
        column("solved_on", "date", "完成日期 解决日期 solved_on", "Solved on"),
        column("problem_state", "choice", "状态 整改状态 problem_state", "State", choices=STATES),
        WITHDRAWN,
    ),
)
