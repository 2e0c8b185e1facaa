"""What the build of the golden root uses of this package: `bake config|users MACHINE_FILE`."""

import sys

from k_one_box.bake import users
from k_one_box.machine import load
from k_one_tricircle import configs

STEPS = {"config": configs.write_all, "users": users}

if __name__ == "__main__":
    STEPS[sys.argv[1]](load(sys.argv[2]))
