-- One row per requirement, with all that its rule is made of.
select requirements.*
from reference.requirements as requirements
order by requirements.requirement_order
