-- One row per obligation that stands otherwise at the later moment than at the earlier: `standings_before` against `standings_after`.
-- Coming nearer to a deadline is no movement by itself.
select
    coalesce(later.obligation_id, earlier.obligation_id) as obligation_id,
    coalesce(later.unit_id, earlier.unit_id) as unit_id,
    coalesce(later.unit_name, earlier.unit_name) as unit_name,
    coalesce(later.requirement_id, earlier.requirement_id) as requirement_id,
    coalesce(later.requirement_order, earlier.requirement_order) as requirement_order,
    coalesce(later.requirement_title, earlier.requirement_title) as requirement_title,
    coalesce(later.requirement_title_en, earlier.requirement_title_en) as requirement_title_en,
    coalesce(later.bearer, earlier.bearer) as bearer,
    coalesce(later.bearer_id, earlier.bearer_id) as bearer_id,
    coalesce(later.bearer_name, earlier.bearer_name) as bearer_name,
    earlier.status as status_before,
    later.status as status,
    coalesce(later.status_order, 9) as status_order,
    case
        when later.standing > earlier.standing then 'better'
        when later.standing < earlier.standing then 'worse'
        else 'same'
    end as direction,
    earlier.due_on as due_on_before,
    later.due_on as due_on,
    earlier.done_on as done_on_before,
    later.done_on as done_on,
    later.is_past_due as is_past_due,
    earlier.reason_zh as words_before_zh,
    earlier.reason_en as words_before_en,
    later.reason_zh as words_after_zh,
    later.reason_en as words_after_en
from standings_before as earlier
full join standings_after as later
    on later.obligation_id = earlier.obligation_id
    and later.unit_id = earlier.unit_id
where coalesce(earlier.status, 'not_applicable') <> coalesce(later.status, 'not_applicable')
        and not (earlier.status in ('not_due', 'due_soon') and later.status in ('not_due', 'due_soon'))
    or later.due_on is distinct from earlier.due_on
        and not (coalesce(earlier.status, 'not_applicable') = 'not_applicable'
            and coalesce(later.status, 'not_applicable') = 'not_applicable')
    or later.done_on is distinct from earlier.done_on
    or later.is_past_due <> earlier.is_past_due
    or later.status in ('incomplete', 'needs_review', 'done_late')
        and later.reason_zh is distinct from earlier.reason_zh
