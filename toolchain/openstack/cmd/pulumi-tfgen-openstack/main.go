package main

import (
	"k-one/toolchain/openstack/bridge"

	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfgen"
)

func main() { tfgen.Main("openstack", bridge.Version, bridge.Provider()) }
