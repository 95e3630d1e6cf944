"""The climate of a place as a race meets it: danger first, comfort second."""
