package main

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"strconv"

	pulumisdk "github.com/pulumi/pulumi/sdk/v3"
	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// RunPlugin runs a policy pack (kind "analyzer") or another plugin that is written for Node.
func (h *host) RunPlugin(req *pulumirpc.RunPluginRequest, server pulumirpc.LanguageRuntime_RunPluginServer) error {
	closer, stdout, stderr, err := rpcutil.MakeRunPluginStreams(server, false)
	if err != nil {
		return err
	}
	defer closer.Close()
	run := h.runNodePlugin
	if req.Kind == "analyzer" {
		run = h.runPolicyPack
	}
	code, err := exitCode(run(server.Context(), req, stdout, stderr))
	if err != nil {
		return err
	}
	return server.Send(&pulumirpc.RunPluginResponse{Output: &pulumirpc.RunPluginResponse_Exitcode{Exitcode: code}})
}

func (h *host) runNodePlugin(ctx context.Context, req *pulumirpc.RunPluginRequest, stdout, stderr io.Writer) error {
	folder, opts := req.Info.GetProgramDirectory(), readOptions(req.Info)
	script, err := sdkScript(folder, "run-plugin")
	if err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, "node", opts.argv(script, append([]string{folder}, req.Args...)...)...)
	cmd.Dir, cmd.Env = req.Pwd, append(append([]string{}, req.Env...), opts.env()...)
	cmd.Stdout, cmd.Stderr = stdout, stderr
	return cmd.Run()
}

// runPolicyPack starts the pack once the engine has said for which stack, since the pack reads that from variables.
func (h *host) runPolicyPack(ctx context.Context, req *pulumirpc.RunPluginRequest, stdout, stderr io.Writer) error {
	folder, opts := req.Info.GetProgramDirectory(), readOptions(req.Info)
	script, err := sdkScript(folder, "run-policy-pack")
	if err != nil {
		return err
	}
	proxy, packOut, err := pulumisdk.NewPolicyProxy(ctx, stdout)
	if err != nil {
		return err
	}
	stack, err := proxy.AwaitConfiguration(ctx)
	if err != nil {
		return err
	}
	env, err := stackEnv(stack)
	if err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, "node", opts.argv(script, h.engine, ".")...)
	// The pack's own folder, so that its tsconfig.json and node_modules are the ones used.
	cmd.Dir, cmd.Env = folder, append(append(append([]string{}, req.Env...), opts.env()...), env...)
	cmd.Stdout, cmd.Stderr = packOut, stderr
	if err := cmd.Start(); err != nil {
		return err
	}
	return proxy.Attach(ctx, cmd)
}

func stackEnv(stack *pulumirpc.AnalyzerStackConfigureRequest) ([]string, error) {
	if stack == nil {
		return nil, nil
	}
	config, err := json.Marshal(stack.Config)
	if err != nil {
		return nil, err
	}
	env := []string{"PULUMI_CONFIG=" + string(config)}
	// Older and newer SDKs read different names.
	for _, prefix := range []string{"PULUMI_NODEJS_", "PULUMI_"} {
		env = append(env,
			prefix+"ORGANIZATION="+stack.Organization,
			prefix+"PROJECT="+stack.Project,
			prefix+"STACK="+stack.Stack,
			prefix+"DRY_RUN="+strconv.FormatBool(stack.DryRun))
	}
	return env, nil
}

func exitCode(err error) (int32, error) {
	var exit *exec.ExitError
	switch {
	case err == nil:
		return 0, nil
	case errors.As(err, &exit):
		return int32(exit.ExitCode()), nil
	}
	return 0, err
}
