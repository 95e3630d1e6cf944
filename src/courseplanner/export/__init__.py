"""The world out: files of courses, for programs and people."""
