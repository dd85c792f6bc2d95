-- One row per term that the plan calls otherwise.
select
    words.term,
    words.own_word,
    words.own_word_en
from marts.words as words
order by words.term
