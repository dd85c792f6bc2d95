-- One row per requirement that units owe, in the plan's order.
select
    requirements.requirement_id,
    requirements.requirement_title,
    requirements.requirement_title_en
from marts.requirements
order by requirements.requirement_order
