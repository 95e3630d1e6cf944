"""The climate panel: months by hours, danger as colour, comfort as a figure; a button sets date and start."""
