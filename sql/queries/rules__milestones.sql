-- One row per milestone of the action plans, with all that its rule is made of.
select milestones.*
from reference.milestones as milestones
order by milestones.milestone_order
