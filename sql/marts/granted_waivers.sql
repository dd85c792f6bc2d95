-- One row per extension or exemption on record on the day: who asked for what, when it was granted, and what it did.
-- 每行：一条在“截至”日有效的延期或豁免：何时申请、何时批准、起了什么作用。
with spoken as (
    select
        waiver_effects.*,
        count(*) over (
            partition by waiver_effects.unit_id, waiver_effects.evidence_id
        ) as obligation_count,
        -- Where several bearers owe it, the one for whom it did most speaks.
        row_number() over (
            partition by waiver_effects.unit_id, waiver_effects.evidence_id
            order by
                case waiver_effects.effect
                    when 'moves' then 1
                    when 'exempts' then 1
                    when 'second_base' then 2
                    when 'not_owed' then 4
                    else 3
                end,
                waiver_effects.held_against_on desc nulls last,
                waiver_effects.obligation_id
        ) as place
    from intermediate.waiver_effects
)

select
    clock.as_of,
    waivers.evidence_id,
    waivers.unit_id,
    day_units.unit_name,
    waivers.requirement_id,
    requirements.requirement_title,
    requirements.requirement_title_en,
    waivers.waiver_type,
    waivers.requested_on,
    waivers.approved_on,
    waivers.new_due_on,
    waivers.reason,
    waivers.approver,
    coalesce(spoken.obligation_count, 0) as obligation_count,
    spoken.held_against_on,
    coalesce(spoken.known_since_on, evidence_versions.recorded_on)
        as known_since_on,
    coalesce(spoken.granted_when, 'none') as granted_when,
    coalesce(
        spoken.timing_zh,
        cast(waivers.approved_on as varchar) || ' 批准'
    ) as timing_zh,
    coalesce(
        spoken.timing_en,
        'granted on ' || cast(waivers.approved_on as varchar)
    ) as timing_en,
    coalesce(spoken.effect, 'not_owed') as effect,
    coalesce(spoken.effect_zh, '没有作用：该单位无须办理此事项') as effect_zh,
    coalesce(
        spoken.effect_en,
        'without effect: the unit does not owe this'
    ) as effect_en,
    waivers.upload_id,
    waivers.file_name,
    waivers.sheet_name,
    waivers.row_number,
    evidence_cells.cell
from intermediate.clock
inner join intermediate.evidence_versions
    on evidence_versions.sheet = 'waivers'
    and evidence_versions.recorded_on <= clock.as_of
    and evidence_versions.superseded_on > clock.as_of
    and evidence_versions.is_withdrawn = 0
inner join staging.waivers
    on waivers.unit_id = evidence_versions.unit_id
    and waivers.evidence_id = evidence_versions.evidence_id
inner join plan.requirements
    on requirements.requirement_id = waivers.requirement_id
left join intermediate.day_units
    on day_units.unit_id = waivers.unit_id
left join spoken
    on spoken.unit_id = waivers.unit_id
    and spoken.evidence_id = waivers.evidence_id
    and spoken.place = 1
left join staging.evidence_cells
    on evidence_cells.unit_id = waivers.unit_id
    and evidence_cells.evidence_id = waivers.evidence_id
    and evidence_cells.sheet = 'waivers'
    and evidence_cells.field = 'waiver_type'
