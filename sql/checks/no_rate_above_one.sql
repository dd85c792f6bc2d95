-- What is completed is part of what is expected, and what is on time part of what is completed, on every base.
select
    obligation_statuses.obligation_id,
    obligation_statuses.from_on,
    obligation_statuses.status
from intermediate.obligation_statuses
where (
        obligation_statuses.is_expected = 1
        and obligation_statuses.status in ('exempt', 'not_applicable')
    )
    or obligation_statuses.is_punctual_original > obligation_statuses.is_complete
    or obligation_statuses.is_punctual_extended > obligation_statuses.is_complete
