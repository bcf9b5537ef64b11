"""Whom to turn to when a site stays hard to use: each Land has its own body for it.

Directive (EU) 2016/2102, article 9, wants it named on every accessibility statement. Here stand
those we are sure of; the other Länder's cities write theirs into the settings. Read in 2026 on
the pages of the Land's commissioner for the matters of people with disabilities; the body looks
at a matter when the city has not answered within a month.
"""

from collections.abc import Mapping

from konfluenz.directory.models import Land

BODIES: Mapping[Land, str] = {
    Land.RP: (
        "Durchsetzungsstelle zur digitalen Barrierefreiheit\n"
        "bei der oder dem Landesbeauftragten für die Belange von Menschen mit Behinderungen"
        " Rheinland-Pfalz\n"
        "durchsetzungsstelle@mastd.rlp.de"
    ),
}
