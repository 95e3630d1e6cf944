"""The climate panel: months by hours, danger as colour and comfort as a figure; a click sets date and gun."""
