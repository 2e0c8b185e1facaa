"""Prints machine.json of a machine that never runs: `throw_away_machine.py ROLE PASSWORD`."""

import json
import sys

from k_one_box.machine import SECRETS

role, password = sys.argv[1:]
print(
    json.dumps(
        {
            "role": role,
            "name": "golden",
            "site": "golden",
            "address": "127.0.0.1",
            "prefix": 8,
            "gateway": "127.0.0.1",
            "region": "golden",
            "availabilityZone": "golden",
            "keystone": "127.0.0.1",
            "external": {"cidr": "127.0.0.0/8", "gateway": "127.0.0.1", "physical": "ext"},
            "management": {"cidr": "127.0.0.0/8", "address": "127.0.0.1", "physical": "mgmt"},
            "boxes": [],
            "baseMac": "fa:16:3e:00:00:00",
            "siteRole": "golden",
            "secrets": {name: password for name in SECRETS[role]},
            "sites": [],
        }
    )
)
