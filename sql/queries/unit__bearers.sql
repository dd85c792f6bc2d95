-- One row per branch or other bearer inside the unit, for requirements that several bear.
select
    compliance.requirement_title,
    compliance.requirement_title_en,
    compliance.bearer_name,
    compliance.status,
    compliance.due_on,
    compliance.done_on,
    case
        when compliance.status = 'overdue' then '已逾期 ' || compliance.days_late || ' 天'
        when compliance.status = 'done_late' then compliance.late_zh
        when compliance.status in ('incomplete', 'needs_review') then compliance.missing_zh
    end as reason_zh,
    case
        when compliance.status = 'overdue' then compliance.days_late || if(compliance.days_late = 1, ' day overdue', ' days overdue')
        when compliance.status = 'done_late' then compliance.late_en
        when compliance.status in ('incomplete', 'needs_review') then compliance.missing_en
    end as reason_en
from marts.compliance as compliance
where
    compliance.unit_id = $unit_id
    and compliance.bearer = 'branch'
    and compliance.status <> 'not_applicable'
order by compliance.requirement_order, compliance.status_order, compliance.bearer_name
