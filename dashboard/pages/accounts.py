"""Who may come in, in which role and of which units, and who is signed in?"""

from dashboard import managing, people

found = managing.listed()
people.told()
people.listed(found)
people.one(found)
people.added()
