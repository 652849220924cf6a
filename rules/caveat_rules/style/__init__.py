"""Style: proselint's checks under our own names, in our own words."""
