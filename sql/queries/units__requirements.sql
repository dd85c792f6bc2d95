-- One row per requirement that any unit owes: what the list can be narrowed to.
select
    requirements.requirement_id,
    requirements.requirement_title,
    requirements.requirement_title_en
from marts.requirements as requirements
where requirements.obligation_count > 0
order by requirements.requirement_order
