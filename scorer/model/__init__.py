"""The alphabet of the program: frozen values, standard library only."""
