"""The desktop app: all of Qt, and what runs beside it in a process of its own."""
