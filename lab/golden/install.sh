#!/bin/sh
# Runs in the golden root: all packages in one go, and the kernel package that the guest image is made of.
set -eu
compiler=/usr/bin/py3compile

apt-get update -q
# Not installed: a machine has its host's kernel, only the guests boot one.
kernel=$(apt-cache depends linux-image-cloud-amd64 | awk '/Depends/ { print $2; exit }')
mkdir -p /var/cache/k-one-lab
(cd /var/cache/k-one-lab && apt-get download -q "$kernel") &
download=$!

# Each of some 250 packages would start a compiler of its own, on one core; once, at the end, all cores do it.
dpkg-divert --quiet --local --rename --divert "$compiler.real" --add "$compiler"
printf '#!/bin/sh\n' >"$compiler"
chmod 755 "$compiler"
grep -v '^#' /mnt/golden/packages.txt | xargs apt-get install -q -y --no-install-recommends
rm "$compiler"
dpkg-divert --quiet --local --rename --divert "$compiler.real" --remove "$compiler"
# Some packages carry files for other versions of Python, which don't compile and needn't.
python3 -m compileall -q -j 0 /usr/lib/python3/dist-packages /usr/share/python3 >/dev/null || true

wait "$download"
apt-get clean
