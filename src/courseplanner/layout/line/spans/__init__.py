"""Names stretches of roads so that they outlive the map: by ways and nodes, else by their shape.

Enters: what reads a span, or finds it again. Straights that follow no road are put beside the roads here.
"""
