-- One row per reviewer and kind of material that waits or was returned, the longest waiting first.
-- Name: 审阅积压 | What waits for reviewers
-- Note: 待审、退回的材料数与最久的天数。 | Materials that wait or were returned, and for how long at most.
select
    reviews.reviewer,
    reviews.material_type,
    reviews.review_state,
    count(*) as material_count,
    count(distinct reviews.unit_id) as unit_count,
    min(reviews.since_on) as oldest_since_on,
    max(date_diff('day', reviews.since_on, reviews.as_of)) as longest_days
from marts.reviews as reviews
where reviews.review_state <> 'passed'
group by reviews.reviewer, reviews.material_type, reviews.review_state
order by longest_days desc nulls last, reviews.reviewer, reviews.material_type, reviews.review_state
