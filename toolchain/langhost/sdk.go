package main

import (
	"fmt"
	"os"
	"path/filepath"
)

// sdkScript finds an entry point of the @pulumi/pulumi that a program in this folder would import.
func sdkScript(folder, name string) (string, error) {
	for nodeModules := range nodeModulesAbove(folder) {
		script := filepath.Join(nodeModules, "@pulumi", "pulumi", "cmd", name)
		if _, err := os.Stat(script); err == nil {
			return script, nil
		}
	}
	return "", fmt.Errorf("@pulumi/pulumi is not installed for %s: run `npm ci` there", folder)
}

// nodeModulesAbove lists the folders in which Node looks for packages, nearest first.
func nodeModulesAbove(folder string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		at, err := filepath.Abs(folder)
		for err == nil && yield(filepath.Join(at, "node_modules")) && filepath.Dir(at) != at {
			at = filepath.Dir(at)
		}
	}
}
