"""What the program counts itself: layers B and C of the indicators (domain.md, 5.2 and 5.3).

`counting.register` names every counting; an indicator says by `query` which one is its own.
"""
