"""`k-one-box <noun>`: one step of a machine's boot; the units in systemd/ run them in order."""

import sys

from k_one_box import boxes, configs, database, network, progress, tower
from k_one_box.machine import load
from k_one_box.region import Region


def config(machine):
    """Config files; runs before every service."""
    progress.phase("writing config files")
    changed = configs.write_all(machine)
    print(f"{len(changed)} files changed: {' '.join(changed)}")


STEPS = {
    "config": config,
    "database": database.apply,
    "network": network.apply,
    "boxes": boxes.apply,
    "identity": lambda machine: tower.identity(machine.tower),
    "catalog": tower.catalog,
    "await-tower": lambda machine: Region(machine).await_tower(),
    "region": lambda machine: Region(machine).bring_up(),
}


def main(arguments):
    """Runs the step; what stops it is one line in /run/k-one-lab/failed."""
    if len(arguments) != 1 or arguments[0] not in STEPS:
        print(f"usage: k-one-box {'|'.join(STEPS)}", file=sys.stderr)
        return 2
    try:
        STEPS[arguments[0]](load())
        return 0
    except Exception as error:  # noqa: BLE001 — whoever waits for this machine must learn of any reason
        progress.failed(f"{arguments[0]}: {error}")
        raise


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
