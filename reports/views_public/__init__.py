"""The anonymous surface. It seals and never unseals; what a receipt opens, it opens with the receipt."""
