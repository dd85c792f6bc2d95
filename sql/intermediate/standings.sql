-- One row per status: how good it is to stand there, when two days are compared.
-- 每行：一种状态在前后对比中的好坏次序。
-- Coming nearer to a deadline is no movement by itself, and to wait for a reviewer is better than to have done nothing.
select
    ranked.status,
    ranked.standing
from (
    values
        ('overdue', 1),
        ('incomplete', 2),
        ('due_soon', 3),
        ('not_due', 3),
        ('not_applicable', 3),
        ('needs_review', 4),
        ('done_late', 5),
        ('done', 6),
        ('exempt', 6)
) as ranked(status, standing)
