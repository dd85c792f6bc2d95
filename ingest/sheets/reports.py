"""报告材料: reports and other documents. One row per unit, report type and number."""

from ingest.spec import WITHDRAWN, Sheet, column

TYPES = {
    "会前书面报告": ("会前报告", "专题民主生活会会前报告"),
    "会后情况报告": ("会后报告", "专题民主生活会情况报告", "会后书面报告"),
    "分析检查报告初稿": ("初稿", "报告初稿", "领导班子分析检查报告初稿"),
    "修改稿": ("分析检查报告修改稿", "报告修改稿"),
    "正式报告": ("分析检查报告正式报告", "分析检查正式报告", "领导班子分析检查正式报告", "正式稿"),
    "意见汇总": ("意见建议汇总", "讨论意见汇总"),
    "个人分析材料": ("党员个人分析材料",),
    "民主评议方案": ("评议方案",),
    "参评人员名册": ("参评名册", "评议人员名册"),
    "评议结果": ("民主评议结果",),
    "备案": ("备案材料", "报送备案"),
    "指导撰写": ("指导撰写记录", "撰写指导"),
    "整改落实方案": ("整改方案",),
    "调研成果": ("调研成果转化",),
    "下阶段工作谋划": ("下阶段工作安排",),
}
FORMS = {
    "书面": ("纸质", "书面报告", "纸质书面"),
    "电子": ("电子邮件", "电子版", "邮件", "网络"),
    "书面和电子": ("书面及电子", "纸质和电子"),
    "口头": (),
}
PUBLICATIONS = {
    "公开栏": ("公示栏", "公开栏公开"),
    "通报文件": ("文件通报", "通报"),
    "会议通报": ("会上通报",),
    "网站": ("网上公开", "门户网站"),
    "其他": ("其它",),
}

SHEET = Sheet(
    kind="reports",
    title="报告材料",
    title_en="Reports",
    key=("unit_id", "report_type", "report_number"),
    type_field="report_type",
    number_field="report_number",
    dates=("completed_on", "submitted_on", "published_on", "supplied_on"),
    columns=(
        column("unit_id", "unit", "单位 单位名称 填报单位 报送单位 unit", "Unit", required=True),
        column(
            "report_type",
            "choice",
            "材料类型 材料类别 材料名称 报告类型 report_type",
            "Report type",
            required=True,
            choices=TYPES,
            open_choices=True,
        ),
        column("report_number", "count", "份次 序次 第几份 report_number", "Number", default=1),
        column("completed_on", "date", "完成日期 完成时间 形成日期 completed_on", "Completed on"),
        column("submitted_on", "date", "报送日期 报送时间 上报日期 submitted_on", "Submitted on"),
        column("submission_form", "choice", "报送形式 报送方式 submission_form", "Submitted as", choices=FORMS),
        column("recipients", "list", "报送对象 报送单位(对象) 报送至 主送 recipients", "Recipients"),
        column("attachments", "list", "随附材料 附件 随附 attachments", "Attachments"),
        column(
            "attached_speech_count", "count", "随附发言材料份数 发言材料份数 attached_speech_count", "Speeches attached"
        ),
        column("document_number", "text", "文号 发文字号 document_number", "Document number"),
        column("expected_count", "count", "应完成数 应完成 应交份数 expected_count", "Expected"),
        column("completed_count", "count", "已完成数 已完成 已交份数 completed_count", "Completed"),
        column("chaired_by_head", "flag", "主要负责人主持 是否主要负责人主持 chaired_by_head", "Chaired by the head"),
        column("contents", "list", "内容要点 主要内容 contents", "Contents"),
        column(
            "has_concentrated_problems",
            "flag",
            "有无集中突出问题 有无反映集中的突出问题 has_concentrated_problems",
            "Concentrated problems",
        ),
        column(
            "publication_method", "choice", "公开方式 公开形式 publication_method", "Published by", choices=PUBLICATIONS
        ),
        column("published_on", "date", "公开日期 公开时间 published_on", "Published on"),
        column("supplied_on", "date", "补齐日期 补报日期 supplied_on", "Missing part supplied on"),
        column("supplied_items", "list", "补齐内容 补报内容 supplied_items", "What was supplied"),
        column("note", "text", "备注 说明 note", "Note"),
        WITHDRAWN,
    ),
)
