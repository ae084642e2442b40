"""What a person knows better than the sources, said in ``notes/MONTH.toml``.

`tables` and `month` are what can be said, `reading` reads it, `applying` makes facts of
it, `picking` puts changes first or last, `draft` writes examples, `issue` does it all.
"""
