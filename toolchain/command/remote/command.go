// Package remote runs commands and copies files on servers reached by SSH.
package remote

import (
	"context"

	"github.com/pulumi/pulumi-go-provider/infer"

	"k-one/toolchain/command/connection"
	"k-one/toolchain/command/identity"
	"k-one/toolchain/command/output"
)

// Logging says which outputs of a remote command are shown.
type Logging output.Logging

// Values lists the choices for the schema.
func (Logging) Values() []infer.EnumValue[Logging] {
	return []infer.EnumValue[Logging]{
		{Name: "stdout", Value: Logging(output.Stdout), Description: "Capture stdout in logs but not stderr"},
		{Name: "stderr", Value: Logging(output.Stderr), Description: "Capture stderr in logs but not stdout"},
		{Name: "stdoutAndStderr", Value: Logging(output.StdoutAndStderr), Description: "Capture stdout and stderr in logs"},
		{Name: "none", Value: Logging(output.None), Description: "Capture no logs"},
	}
}

// Command is a command that runs on another machine as part of a resource's life.
type Command struct{}

// CommandArgs are its inputs.
type CommandArgs struct {
	AddPreviousOutputInEnv *bool                 `pulumi:"addPreviousOutputInEnv,optional"`
	Connection             connection.Connection `pulumi:"connection" provider:"secret"`
	Create                 *string               `pulumi:"create,optional"`
	Delete                 *string               `pulumi:"delete,optional"`
	Environment            map[string]string     `pulumi:"environment,optional"`
	Logging                *Logging              `pulumi:"logging,optional"`
	Stdin                  *string               `pulumi:"stdin,optional"`
	Triggers               *[]any                `pulumi:"triggers,optional"`
	Update                 *string               `pulumi:"update,optional"`
}

// CommandState is what Pulumi keeps of it. Without stdout, its create command has not finished.
type CommandState struct {
	CommandArgs
	Stderr *string `pulumi:"stderr,optional"`
	Stdout *string `pulumi:"stdout,optional"`
}

// Annotate names the resource in the schema.
func (c *Command) Annotate(a infer.Annotator) {
	a.SetToken("remote", "Command")
	a.Describe(c, "A command to run on a remote host. The connection is established via ssh, to a host key known beforehand.")
}

// WireDependencies makes the outputs secret when something is that they may repeat.
func (Command) WireDependencies(f infer.FieldSelector, args *CommandArgs, state *CommandState) {
	for _, field := range []any{&state.Stdout, &state.Stderr} {
		f.OutputField(field).DependsOn(
			f.InputField(&args.Create).Secret(), f.InputField(&args.Update).Secret(),
			f.InputField(&args.Environment).Secret(), f.InputField(&args.Stdin).Secret(),
		)
	}
}

// Create runs the create command. When that fails half way, Pulumi keeps the resource, so that destroy cleans up.
func (Command) Create(
	ctx context.Context, req infer.CreateRequest[CommandArgs],
) (infer.CreateResponse[CommandState], error) {
	state := CommandState{CommandArgs: req.Inputs}
	if req.DryRun {
		state.Stdout, state.Stderr = new(string), new(string)
		return infer.CreateResponse[CommandState]{Output: state}, nil
	}
	err := state.run(ctx, req.Inputs.Create, nil)
	if err != nil && !output.HasStarted(err) {
		return infer.CreateResponse[CommandState]{}, err
	}
	return infer.CreateResponse[CommandState]{ID: identity.New(req.Name), Output: state}, identity.Unfinished(err)
}

// Read has nothing to look at. It keeps in mind that a create command has not finished.
func (Command) Read(
	_ context.Context, req infer.ReadRequest[CommandArgs, CommandState],
) (infer.ReadResponse[CommandArgs, CommandState], error) {
	response := infer.ReadResponse[CommandArgs, CommandState]{ID: req.ID, Inputs: req.Inputs, State: req.State}
	if req.State.Stdout == nil {
		return response, identity.NotCreated()
	}
	return response, nil
}

// Update runs the update command, or the create command where there is none or where that never finished.
func (Command) Update(
	ctx context.Context, req infer.UpdateRequest[CommandArgs, CommandState],
) (infer.UpdateResponse[CommandState], error) {
	state := CommandState{CommandArgs: req.Inputs, Stdout: req.State.Stdout, Stderr: req.State.Stderr}
	if req.DryRun {
		return infer.UpdateResponse[CommandState]{Output: state}, nil
	}
	script := req.Inputs.Update
	if script == nil || req.State.Stdout == nil {
		script = req.Inputs.Create
	}
	err := state.run(ctx, script, &req.State)
	return infer.UpdateResponse[CommandState]{Output: state}, err
}

// Delete runs the delete command, if there is one.
func (Command) Delete(ctx context.Context, req infer.DeleteRequest[CommandState]) (infer.DeleteResponse, error) {
	state := req.State
	if state.Delete == nil {
		return infer.DeleteResponse{}, nil
	}
	return infer.DeleteResponse{}, state.run(ctx, state.Delete, &req.State)
}

// run executes a script on the target and keeps its output in the state.
func (s *CommandState) run(ctx context.Context, script *string, previous *CommandState) error {
	if script == nil {
		s.keep(previous)
		return nil
	}
	job := job{command: *script, environment: s.Environment, stdin: s.Stdin}
	if previous != nil && (s.AddPreviousOutputInEnv == nil || *s.AddPreviousOutputInEnv) {
		job.previous = identity.PreviousOutput(previous.Stdout, previous.Stderr)
		job.warn = s.AddPreviousOutputInEnv != nil
	}
	out := output.New(ctx, output.Logging(s.logging()))
	if err := job.run(ctx, s.Connection, out); err != nil {
		return err
	}
	stdout, stderr := out.Stdout(), out.Stderr()
	s.Stdout, s.Stderr = &stdout, &stderr
	return nil
}

// keep makes the outputs those of the last command that ran, for there is none now.
func (s *CommandState) keep(previous *CommandState) {
	if s.Stdout, s.Stderr = new(string), new(string); previous != nil && previous.Stdout != nil {
		s.Stdout, s.Stderr = previous.Stdout, previous.Stderr
	}
}

func (s *CommandState) logging() Logging {
	if s.Logging == nil {
		return ""
	}
	return *s.Logging
}
