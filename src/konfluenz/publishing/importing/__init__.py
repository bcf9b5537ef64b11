"""Takes over the page tree of another system, with its languages (``konfluenz import``).

`sources` reads what Integreat's API gives, from files or (`fetching`) from its address; `trees`
puts it in order; `markup` makes blocks of HTML; `bodies` stores them and tells whether somebody
has edited them since; `tongues` ties the other languages; `integreat` does it page by page.
"""
