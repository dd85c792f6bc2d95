-- One row per requirement of the plan that units owe.
select
    requirements.requirement_id,
    requirements.requirement_title,
    requirements.requirement_title_en
from marts.requirements
order by requirements.requirement_order
