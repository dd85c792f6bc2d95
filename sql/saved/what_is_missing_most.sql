-- One row per thing that is missing from something that happened, the most frequent first.
-- Name: 最常缺什么 | What is missing most
-- Note: 要件不全与待人工核的事项里缺的各项。 | The parts missing from obligations that are incomplete or wait for a reviewer.
-- $requirement_id: | 要求编号，空为全部 | Requirement, by its code; blank = all
with parts as (
    select
        compliance.unit_id,
        trim(unnest(string_split(compliance.missing_zh, '；'))) as missing
    from marts.compliance as compliance
    where
        compliance.missing_zh is not null
        and ($requirement_id is null or compliance.requirement_id = $requirement_id)
)

select
    parts.missing,
    count(*) as obligation_count,
    count(distinct parts.unit_id) as unit_count
from parts
where parts.missing <> ''
group by parts.missing
order by obligation_count desc, parts.missing
