package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// bailExitCode is what the SDK exits with when it has shown the user the error itself.
const bailExitCode = 32

// Run runs a program.
func (h *host) Run(ctx context.Context, req *pulumirpc.RunRequest) (*pulumirpc.RunResponse, error) {
	opts := readOptions(req.Info)
	script, err := sdkScript(req.Info.GetProgramDirectory(), "run")
	if err != nil {
		return nil, err
	}
	config, err := configEnv(req)
	if err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, "node", opts.argv(script, h.programArguments(req)...)...)
	cmd.Dir = req.Pwd
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	cmd.Env = append(append(os.Environ(), opts.env()...), config...)
	return runResponse(cmd.Run())
}

func (h *host) programArguments(req *pulumirpc.RunRequest) []string {
	args := []string{"--monitor=" + req.MonitorAddress, "--engine=" + h.engine}
	for _, flag := range []struct{ name, value string }{
		{"organization", req.Organization},
		{"project", req.Project},
		{"stack", req.Stack},
		{"root-directory", req.Info.GetRootDirectory()},
		{"pwd", req.Pwd},
	} {
		if flag.value != "" {
			args = append(args, "--"+flag.name+"="+flag.value)
		}
	}
	if req.DryRun {
		args = append(args, "--dry-run")
	}
	args = append(args, "--parallel="+strconv.Itoa(int(req.Parallel)))
	entry := req.Info.GetEntryPoint()
	if entry == "" {
		entry = "."
	}
	return append(append(args, entry), req.Args...)
}

// configEnv passes the stack's configuration on. The SDK expects an object and a list, also when they are empty.
func configEnv(req *pulumirpc.RunRequest) ([]string, error) {
	config, err := json.Marshal(orEmpty(req.Config))
	if err != nil {
		return nil, err
	}
	keys, err := json.Marshal(append([]string{}, req.ConfigSecretKeys...))
	if err != nil {
		return nil, err
	}
	return []string{"PULUMI_CONFIG=" + string(config), "PULUMI_CONFIG_SECRET_KEYS=" + string(keys)}, nil
}

func orEmpty(config map[string]string) map[string]string {
	if config == nil {
		return map[string]string{}
	}
	return config
}

func runResponse(err error) (*pulumirpc.RunResponse, error) {
	var exit *exec.ExitError
	switch {
	case err == nil:
		return &pulumirpc.RunResponse{}, nil
	case !errors.As(err, &exit):
		return nil, fmt.Errorf("node doesn't start: %w", err)
	case exit.ExitCode() == bailExitCode:
		return &pulumirpc.RunResponse{Bail: true}, nil
	}
	return &pulumirpc.RunResponse{Error: fmt.Sprintf("the program ended with exit code %d", exit.ExitCode())}, nil
}
