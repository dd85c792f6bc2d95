"""单位名册: the roster of units. One row per unit."""

from ingest.spec import WITHDRAWN, Sheet, column

LIAISON_GROUP = "联络组"

SHEET = Sheet(
    kind="units",
    title="单位名册",
    title_en="Units",
    key=("unit_id",),
    columns=(
        column("unit_id", "text", "单位编码 单位代码 编码 代码 unit_id", "Unit code", required=True),
        column("unit_name", "text", "单位名称 单位 单位全称 名称 unit_name", "Unit name", required=True),
        column("short_names", "list", "简称 单位简称 别名 short_names", "Short names"),
        column("unit_class", "text", "类别 单位类别 单位性质 unit_class", "Class", required=True),
        column("parent_unit", "text", "上级单位 主管单位 上级主管部门 parent_unit", "Parent unit"),
        column("guidance_group", "text", "指导检查组 市委指导检查组 指导组 检查组 guidance_group", "Guidance group"),
        column("contact_leader", "text", "联系市领导 联系领导 联系点市领导 contact_leader", "Contact leader"),
        column(
            "has_party_committee",
            "flag",
            "有无党委(党组) 有无党委 有无党组 党委(党组) has_party_committee",
            "Has a Party committee",
        ),
        column("leader_count", "count", "班子成员数 领导班子成员数 班子人数 leader_count", "Leading members"),
        column(
            "party_leader_count",
            "count",
            "党员班子成员数 党员领导干部数 班子中党员数 party_leader_count",
            "Leading members in the Party",
        ),
        column("member_count", "count", "党员数 党员人数 党员总数 member_count", "Party members"),
        column("contact_role", "text", "联系人职务 联系人 经办人职务 contact_role", "Contact's role"),
        column("contact_phone", "text", "联系电话 电话 contact_phone", "Telephone"),
        column("active_from_on", "date", "启用日期 成立日期 active_from_on", "Active from"),
        column("active_until_on", "date", "停用日期 撤并日期 active_until_on", "Active until"),
        column("merged_into", "text", "并入单位 合并至 merged_into", "Merged into"),
        WITHDRAWN,
    ),
)
