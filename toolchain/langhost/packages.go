package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// manifest is what interests us of an npm package's package.json.
type manifest struct {
	Version string  `json:"version"`
	Pulumi  *plugin `json:"pulumi"`
}

// plugin says which provider plugin an npm package needs.
type plugin struct {
	Resource         bool              `json:"resource"`
	Name             string            `json:"name"`
	Version          string            `json:"version"`
	Server           string            `json:"server"`
	Parameterization *parameterization `json:"parameterization"`
}

type parameterization struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	Value   []byte `json:"value"`
}

// GetRequiredPackages lists the provider plugins of the npm packages that a program can import.
func (h *host) GetRequiredPackages(
	_ context.Context, req *pulumirpc.GetRequiredPackagesRequest,
) (*pulumirpc.GetRequiredPackagesResponse, error) {
	response := &pulumirpc.GetRequiredPackagesResponse{}
	seen := map[string]bool{}
	for nodeModules := range nodeModulesAbove(req.Info.GetProgramDirectory()) {
		for _, file := range manifestFiles(nodeModules) {
			needed := readDependency(file)
			if needed != nil && !seen[needed.Name+"@"+needed.Version] {
				seen[needed.Name+"@"+needed.Version] = true
				response.Packages = append(response.Packages, needed)
			}
		}
	}
	return response, nil
}

func manifestFiles(nodeModules string) []string {
	plain, _ := filepath.Glob(filepath.Join(nodeModules, "*", "package.json"))
	scoped, _ := filepath.Glob(filepath.Join(nodeModules, "@*", "*", "package.json"))
	return append(plain, scoped...)
}

// readDependency reads a package.json; nil when the package needs no plugin.
func readDependency(file string) *pulumirpc.PackageDependency {
	content, err := os.ReadFile(file)
	// Most packages have nothing to do with Pulumi: don't parse them.
	if err != nil || !strings.Contains(string(content), `"pulumi"`) {
		return nil
	}
	var m manifest
	if json.Unmarshal(content, &m) != nil || m.Pulumi == nil || !m.Pulumi.Resource {
		return nil
	}
	needed := &pulumirpc.PackageDependency{
		Name:    firstOf(m.Pulumi.Name, packageName(file)),
		Kind:    "resource",
		Version: "v" + strings.TrimPrefix(firstOf(m.Pulumi.Version, m.Version), "v"),
		Server:  m.Pulumi.Server,
	}
	if p := m.Pulumi.Parameterization; p != nil {
		needed.Parameterization = &pulumirpc.PackageParameterization{Name: p.Name, Version: p.Version, Value: p.Value}
	}
	return needed
}

func packageName(file string) string { return filepath.Base(filepath.Dir(file)) }

func firstOf(value, otherwise string) string {
	if value != "" {
		return value
	}
	return otherwise
}
