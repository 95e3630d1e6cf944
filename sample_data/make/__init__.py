"""The maker of the demonstration region: an invented karst valley, the same bytes every time."""
