-- One row per unit of which rows were taken, the most doubtful first.
-- Name: 各单位上报质量 | Upload quality by unit
-- Note: 已采纳的行数、所在文件数，其中的错误、疑问与提醒共多少条、多少条仍未解决；不针对某个单位的问题不计。 | Rows taken and the files they stand in, and how many errors, questions and warnings there were, open or not; what is of no one unit is not counted.
-- $unit_class: | 单位类别，空为全部 | Class of units; blank = all
with doubts as (
    select
        findings.unit_id,
        count(*) as finding_count,
        count(*) filter (where findings.is_open = 1) as open_count,
        max(findings.age_days) filter (where findings.is_open = 1) as oldest_days
    from marts.findings as findings
    where findings.severity in ('error', 'question', 'warning') and findings.unit_id is not null
    group by findings.unit_id
),

taken as (
    select
        accepted_rows.unit_id,
        count(*) as row_count,
        count(distinct accepted_rows.upload_id) as upload_count,
        max(accepted_rows.report_on) as last_report_on
    from marts.accepted_rows as accepted_rows
    group by accepted_rows.unit_id
)

select
    units.unit_id,
    units.unit_name,
    units.unit_class,
    taken.row_count,
    taken.upload_count,
    taken.last_report_on,
    coalesce(doubts.finding_count, 0) as finding_count,
    coalesce(doubts.open_count, 0) as open_count,
    doubts.oldest_days,
    coalesce(doubts.finding_count, 0) / taken.row_count as finding_ratio
from marts.units as units
inner join taken on taken.unit_id = units.unit_id
left join doubts on doubts.unit_id = units.unit_id
where $unit_class is null or units.unit_class = $unit_class
order by finding_ratio desc, open_count desc, units.unit_id
