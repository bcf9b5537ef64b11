"""The council's own system, read through OParl 1.1: papers, sessions, bodies.

`sources` and `server` give objects as they come, `objects` reads them leniently, `words` and
`result_words` know what cities call things. `bodies`, `sessions`, `stored`, `stations` and
`linking` write, batch by batch; `taking` leads it from the first object to the last count.
"""
