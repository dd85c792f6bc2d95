-- One row per check that some obligation due by the day does not pass, the one that fails most first.
-- Name: 哪条规则最常不通过 | Which rule fails most
-- Note: 只计已到期的事项：不通过、缺失与过迟的合计；分母为适用该核查项的事项数。 | Of what is due by the day: failed, missing and late, against the obligations to which the check applies.
-- $severity: required | required 必须、advised 建议；空为全部 | required or advised; blank = both
select
    check_results.check_id,
    compliance.requirement_title,
    check_results.check_kind,
    check_results.item,
    check_results.severity,
    count(*) filter (where check_results.result in ('fail', 'missing', 'late')) as failed_count,
    count(*) filter (where check_results.result <> 'not_applicable') as applied_count,
    failed_count / nullif(applied_count, 0) as failed_ratio
from marts.check_results as check_results
inner join marts.compliance as compliance
    on compliance.obligation_id = check_results.obligation_id
    and compliance.unit_id = check_results.unit_id
where
    compliance.is_expected = 1
    and ($severity is null or check_results.severity = $severity)
group by
    check_results.check_id,
    compliance.requirement_title,
    check_results.check_kind,
    check_results.item,
    check_results.severity
having failed_count > 0
order by failed_count desc, check_results.check_id
