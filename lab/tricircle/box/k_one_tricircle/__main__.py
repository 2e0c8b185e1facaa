"""`k-one-box <noun>` on a machine of a Tricircle lab: k_one_box's steps, with other ones where the driver differs."""

import sys

from k_one_box.__main__ import STEPS, main
from k_one_tricircle import boxes, catalog, configs, database, network, region

STEPS |= {
    "config": configs.apply,
    "database": database.apply,
    "network": network.apply,
    "boxes": boxes.apply,
    "catalog": catalog.apply,
    "region": region.apply,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
