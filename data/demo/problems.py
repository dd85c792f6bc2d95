"""The problems that units list with their drafts, and how they fare."""

from __future__ import annotations

from datetime import date

from data.demo.calendar import day, week_of, workday_after
from data.demo.rows import Row, told
from data.demo.world import Unit

TALK: dict[str, tuple[tuple[str, str], ...]] = {
    "市级部门": (
        ("审批环节偏多", "减并环节,公布承诺时限"),
        ("窗口服务态度不够好", "挂牌上岗,设意见簿"),
        ("下基层调研偏少", "班子成员每月下基层不少于4天"),
        ("文件会议偏多", "合并同类会议,压缩文件"),
        ("科室之间配合不畅", "建立周协调例会"),
        ("干部学习不够系统", "订学习计划,每月集中学习2次"),
    ),
    "镇街": (
        ("村道破损出行不便", "列入今年修复计划"),
        ("垃圾清运不及时", "增加清运班次"),
        ("农户饮水水质不稳", "更换管网,定期检测"),
        ("村级财务公开不及时", "按季公开,专人督查"),
        ("干部下村时间少", "实行驻村日记制度"),
        ("信访积案化解慢", "领导包案,限期办结"),
    ),
    "事业单位": (
        ("群众等候时间长", "增设窗口,错峰安排"),
        ("设备老化", "分批更新"),
        ("专业人才不足", "公开招考,结对培养"),
        ("服务对象意见渠道少", "设意见箱和开放日"),
        ("管理制度不健全", "修订规章,汇编成册"),
    ),
    "国有企业": (
        ("安全生产隐患排查不细", "每周排查,登记销号"),
        ("成本控制不严", "实行预算管理"),
        ("职工培训偏少", "每季轮训一次"),
        ("售后服务投诉较多", "设24小时服务电话"),
        ("历史债务清理慢", "成立清理小组,分批处置"),
    ),
}


def problem_rows(one: Unit, listed_on: date | None) -> list[Row]:
    """Two to five problems, some to be solved at once, some in time; the quick ones are soon solved."""
    if listed_on is None:
        return []
    rng = one.rng("problems")
    chosen = rng.sample(TALK[one.unit_class], rng.randint(2, 5))
    rows = []
    for number, (problem, measure) in enumerate(chosen, start=1):
        quick = number == 1 or (number > 2 and rng.random() < 0.4)
        due_on = (
            workday_after(listed_on, rng.randint(8, 20))
            if quick
            else rng.choice((day(9, 30), day(10, 31), day(12, 31)))
        )
        cells: dict[str, object] = {
            "problem_number": f"{number}",
            "problem": problem,
            "problem_class": "立即解决" if quick else "限期解决",
            "is_concentrated": rng.random() < 0.15,
            "measure": measure,
            "problem_due_on": due_on,
            "problem_state": "整改中" if rng.random() < 0.7 else "未解决",
        }
        rows += told("problems", one, listed_on, cells)
        solved_on = workday_after(listed_on, rng.randint(4, 14))
        if quick and rows and rng.random() < 0.6 and (friday := week_of(solved_on)) and friday > rows[-1].told_on:
            rows.append(rows[-1].again(friday, solved_on=solved_on, problem_state="已解决"))
    return rows
