"""How do the democratic evaluations stand: how many have voted, what came of it, and what comes before and after?"""

from dashboard import evaluated, parts

parts.kept(evaluated.all_of_it)
