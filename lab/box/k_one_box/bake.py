"""What the build of the golden root uses of this package: `bake config|users MACHINE_FILE`."""

import sys

from k_one_box import configs, database
from k_one_box.machine import load
from k_one_box.shell import run


def users(machine):
    """Database users for the makers of the schemas; the cells don't exist yet, so no host is mapped."""
    run("mariadb", text="\n".join(database.user_statements(machine)))


STEPS = {"config": configs.write_all, "users": users}

if __name__ == "__main__":
    STEPS[sys.argv[1]](load(sys.argv[2]))
