"""How pages and forms are drawn: the form renderer, the widgets that Django lacks, template tags. Knows no floor."""
