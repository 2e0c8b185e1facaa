package main

import (
	_ "embed"

	"k-one/toolchain/openstack/bridge"

	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
)

//go:embed schema.json
var schema []byte

func main() { tfbridge.Main("openstack", bridge.Version, bridge.Provider(), schema) }
