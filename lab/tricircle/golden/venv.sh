#!/bin/sh
# Runs in the golden root: neutron and tricircle of 2020 in a virtual environment of their own, each file by its hash.
set -eu
sources=/mnt/tricircle venv=/opt/k-one-tricircle
python3 -m venv "$venv"
pip() { "$venv/bin/pip" --disable-pip-version-check "$@"; }
pip install --quiet --require-hashes --no-deps --requirement "$sources/golden/build-requirements.txt"
pip install --quiet --require-hashes --no-deps --no-build-isolation --requirement "$sources/golden/requirements.txt"
packages=$(echo "$venv"/lib/python3*/site-packages)
# The gate that keeps each region to its own roles, and what lets the two run on a Python and a kernel of today.
install -m 644 /mnt/box/k_one_gate.py "$sources"/shims/k_one_tricircle_shims.* "$packages/"
python3 -m compileall -q "$packages"/k_one_*.py
"$venv/bin/python" -c "import tricircle.network.local_plugin, tricircle.network.central_plugin, tricircle.xjob.xmanager"
# Glance itself needs the rest of it.
apt-get purge -q -y --auto-remove gcc python3-dev
