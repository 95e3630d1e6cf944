"""The world in: OSM files and lists of places, each with where it came from."""
