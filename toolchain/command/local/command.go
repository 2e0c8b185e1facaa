// Package local runs commands on this computer.
package local

import (
	"context"
	"fmt"
	"maps"

	"github.com/pulumi/pulumi-go-provider/infer"
	"github.com/pulumi/pulumi-go-provider/infer/types"

	"k-one/toolchain/command/identity"
	"k-one/toolchain/command/output"
)

// Logging says which outputs of a local command are shown.
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

// Settings are the inputs that all local commands have.
type Settings struct {
	AddPreviousOutputInEnv *bool             `pulumi:"addPreviousOutputInEnv,optional"`
	ArchivePaths           *[]string         `pulumi:"archivePaths,optional"`
	AssetPaths             *[]string         `pulumi:"assetPaths,optional"`
	Dir                    *string           `pulumi:"dir,optional"`
	Environment            map[string]string `pulumi:"environment,optional"`
	Interpreter            *[]string         `pulumi:"interpreter,optional"`
	Logging                *Logging          `pulumi:"logging,optional"`
	Stdin                  *string           `pulumi:"stdin,optional"`
}

// Results are what a local command leaves. Without stdout, it has not finished.
type Results struct {
	Archive *types.AssetOrArchive           `pulumi:"archive,optional"`
	Assets  map[string]types.AssetOrArchive `pulumi:"assets,optional"`
	Stderr  *string                         `pulumi:"stderr,optional"`
	Stdout  *string                         `pulumi:"stdout,optional"`
}

// Command is a command that runs on this computer as part of a resource's life.
type Command struct{}

// CommandArgs are its inputs.
type CommandArgs struct {
	Settings
	Create   *string `pulumi:"create,optional"`
	Delete   *string `pulumi:"delete,optional"`
	Triggers *[]any  `pulumi:"triggers,optional"`
	Update   *string `pulumi:"update,optional"`
}

// CommandState is what Pulumi keeps of it.
type CommandState struct {
	CommandArgs
	Results
}

// Annotate names the resource in the schema.
func (c *Command) Annotate(a infer.Annotator) {
	a.SetToken("local", "Command")
	a.Describe(c, "A local command to be executed.")
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
		state.Results = req.Inputs.emptyResults()
		return infer.CreateResponse[CommandState]{Output: state}, nil
	}
	results, err := req.Inputs.execute(ctx, req.Inputs.Create, Results{})
	if err != nil && !output.HasStarted(err) {
		return infer.CreateResponse[CommandState]{}, err
	}
	state.Results = results
	return infer.CreateResponse[CommandState]{ID: identity.New(req.Name), Output: state}, identity.Unfinished(err)
}

// Read looks for the files again, since Pulumi shows a provider no more than the hashes of those it knew.
// It keeps in mind that a create command has not finished.
func (Command) Read(
	_ context.Context, req infer.ReadRequest[CommandArgs, CommandState],
) (infer.ReadResponse[CommandArgs, CommandState], error) {
	response := infer.ReadResponse[CommandArgs, CommandState]{ID: req.ID, Inputs: req.Inputs, State: req.State}
	if req.State.Stdout == nil {
		return response, identity.NotCreated()
	}
	response.State.Results = req.State.withFiles(req.State.Results)
	return response, nil
}

// Update runs the update command, or the create command where there is none or where that never finished.
func (Command) Update(
	ctx context.Context, req infer.UpdateRequest[CommandArgs, CommandState],
) (infer.UpdateResponse[CommandState], error) {
	state := CommandState{CommandArgs: req.Inputs, Results: req.State.Results}
	if req.DryRun {
		return infer.UpdateResponse[CommandState]{Output: state}, nil
	}
	script := req.Inputs.Update
	if script == nil || req.State.Stdout == nil {
		script = req.Inputs.Create
	}
	var err error
	state.Results, err = req.Inputs.execute(ctx, script, req.State.Results)
	return infer.UpdateResponse[CommandState]{Output: state}, err
}

// Delete runs the delete command, if there is one.
func (Command) Delete(ctx context.Context, req infer.DeleteRequest[CommandState]) (infer.DeleteResponse, error) {
	if req.State.Delete == nil {
		return infer.DeleteResponse{}, nil
	}
	_, err := req.State.execute(ctx, req.State.Delete, req.State.Results)
	return infer.DeleteResponse{}, err
}

// execute runs a script and collects what it leaves. Without one, the last results stay.
func (s Settings) execute(ctx context.Context, script *string, previous Results) (Results, error) {
	if script == nil {
		if previous.Stdout != nil {
			return s.withFiles(previous), nil
		}
		return s.emptyResults(), nil
	}
	job := job{script: *script, dir: s.dir(), stdin: s.Stdin, environment: map[string]string{}}
	if s.AddPreviousOutputInEnv == nil || *s.AddPreviousOutputInEnv {
		job.environment = identity.PreviousOutput(previous.Stdout, previous.Stderr)
	}
	maps.Copy(job.environment, s.Environment)
	if s.Interpreter != nil {
		job.interpreter = *s.Interpreter
	}
	out := output.New(ctx, s.logging())
	if err := job.run(ctx, out); err != nil {
		return Results{}, err
	}
	return s.collect(out)
}

func (s Settings) collect(out *output.Output) (Results, error) {
	stdout, stderr := out.Stdout(), out.Stderr()
	results := Results{Stdout: &stdout, Stderr: &stderr}
	if err := s.addFiles(&results); err != nil {
		return Results{}, &output.Failure{Reason: err.Error()}
	}
	return results, nil
}

// withFiles replaces the files in earlier results by those that are there now.
func (s Settings) withFiles(results Results) Results {
	results.Assets, results.Archive = nil, nil
	if err := s.addFiles(&results); err != nil {
		results.Assets, results.Archive = nil, nil
	}
	return results
}

func (s Settings) addFiles(results *Results) error {
	if s.AssetPaths != nil {
		assets, err := collectAssets(s.dir(), *s.AssetPaths)
		if err != nil {
			return fmt.Errorf("assetPaths: %w", err)
		}
		results.Assets = assets
	}
	if s.ArchivePaths != nil {
		archive, err := collectArchive(s.dir(), *s.ArchivePaths)
		if err != nil {
			return fmt.Errorf("archivePaths: %w", err)
		}
		results.Archive = &types.AssetOrArchive{Archive: archive}
	}
	return nil
}

func (s Settings) dir() string {
	if s.Dir == nil {
		return ""
	}
	return *s.Dir
}

// emptyResults has a place for each result that there will be, since Pulumi previews only those.
func (s Settings) emptyResults() Results {
	results := Results{Stdout: new(string), Stderr: new(string)}
	if s.AssetPaths != nil {
		results.Assets = map[string]types.AssetOrArchive{}
	}
	return results
}

func (s Settings) logging() output.Logging {
	if s.Logging == nil {
		return ""
	}
	return output.Logging(*s.Logging)
}
