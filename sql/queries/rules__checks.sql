-- One row per check of the plan, taken apart.
select checks.*
from reference.checks as checks
order by checks.check_order
