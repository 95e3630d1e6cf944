"""The map: a page that folium builds, served by the program itself, and what is drawn on it."""
