-- One row per reading that the status of a milestone of action plan $action_id, or of any, rests on: the phrase and how it is read.
select
    milestone_readings.reading_key,
    milestone_readings.phrase,
    milestone_readings.phrase_en,
    milestone_readings.reading_value
from reference.milestone_readings
inner join marts.milestones
    on milestones.milestone_id = milestone_readings.milestone_id
where $action_id is null or milestones.action_id = $action_id
group by all
order by count(*) desc, milestone_readings.reading_key
