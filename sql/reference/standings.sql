-- One row per status: how good it is to stand there, when two moments are compared.
-- 每行：一种状态在两个时点对比中的好坏次序。
select
    standings.status,
    standings.standing
from intermediate.standings
