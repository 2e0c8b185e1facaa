#!/bin/sh
# Writes schema.json and bridge-metadata.json anew from bridge/. Run it with the toolchain's Go caches, such as
#   GOMODCACHE=.k-one/toolchain/go/mod GOCACHE=.k-one/toolchain/go/build sh toolchain/openstack/regenerate.sh
set -eu
cd "$(dirname "$0")"
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
CGO_ENABLED=0 go build -o "$out/tfgen" ./cmd/pulumi-tfgen-openstack
PULUMI_HOME=$out/home "$out/tfgen" schema --out "$out" --skip-docs --skip-examples --quiet
cp "$out/schema.json" cmd/pulumi-resource-openstack/schema.json
cp "$out/bridge-metadata.json" bridge/bridge-metadata.json
