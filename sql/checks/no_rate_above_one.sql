-- What is completed is part of what is expected, on every base.
select
    obligation_statuses.obligation_id,
    obligation_statuses.from_on,
    obligation_statuses.status
from intermediate.obligation_statuses
where obligation_statuses.is_expected = 1
    and obligation_statuses.status in ('exempt', 'not_applicable')
