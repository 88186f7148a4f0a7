"""python -m scorer."""

from scorer.cli import main

if __name__ == "__main__":  # worker processes that are spawned import this module
    main()
