-- One row per clause and what carries it, requirements first.
select carriers.*
from reference.clause_carriers as carriers
order by
    case carriers.carrier_kind
        when 'requirement' then 1
        when 'check' then 2
        when 'action' then 3
        else 4
    end,
    carriers.carrier_order
