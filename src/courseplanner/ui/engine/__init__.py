"""The engine: reading and planning in a process of their own, so that the window never waits."""
