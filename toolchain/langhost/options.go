package main

import (
	"strconv"
	"strings"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// options are the `runtime: options:` of Pulumi.yaml.
type options struct {
	typescript bool
	tsconfig   string
	nodeArgs   []string
}

func readOptions(info *pulumirpc.ProgramInfo) options {
	given := info.GetOptions().AsMap()
	o := options{typescript: true}
	switch value := given["typescript"].(type) {
	case bool:
		o.typescript = value
	case string:
		o.typescript = value == "true"
	}
	if value, ok := given["tsconfig"].(string); ok {
		o.tsconfig = value
	}
	if value, ok := given["nodeargs"].(string); ok {
		o.nodeArgs = strings.Fields(value)
	}
	return o
}

// env passes the options on to the SDK's entry points.
func (o options) env() []string {
	env := []string{"PULUMI_NODEJS_TYPESCRIPT=" + strconv.FormatBool(o.typescript)}
	if o.tsconfig != "" {
		env = append(env, "PULUMI_NODEJS_TSCONFIG_PATH="+o.tsconfig)
	}
	return env
}

// argv is Node's command line for one of the SDK's entry points.
func (o options) argv(script string, args ...string) []string {
	argv := append([]string{}, o.nodeArgs...)
	return append(append(argv, script), args...)
}
