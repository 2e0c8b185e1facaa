package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// InstallDependencies is `pulumi install`: npm, with the lock file if there is one.
func (h *host) InstallDependencies(
	req *pulumirpc.InstallDependenciesRequest, server pulumirpc.LanguageRuntime_InstallDependenciesServer,
) error {
	closer, stdout, stderr, err := rpcutil.MakeInstallDependenciesStreams(server, req.IsTerminal)
	if err != nil {
		return err
	}
	defer closer.Close()
	folder := firstOf(req.Info.GetProgramDirectory(), req.Directory)
	verb := "install"
	if _, err := os.Stat(filepath.Join(folder, "package-lock.json")); err == nil {
		verb = "ci"
	}
	fmt.Fprintln(stdout, "Running npm", verb)
	cmd := exec.CommandContext(server.Context(), "npm", verb, "--no-audit", "--no-fund", "--loglevel=error")
	cmd.Dir, cmd.Stdout, cmd.Stderr = folder, stdout, stderr
	return cmd.Run()
}
