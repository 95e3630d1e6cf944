"""The climate panel: months by hours, danger as colour and comfort as a figure; a button sets date and gun."""
