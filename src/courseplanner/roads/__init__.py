"""What the user states of roads and places, put over the region; and the gazetteer.

Enters: what joins a brief and a region, before anything is searched, drawn or judged.
"""
