package local

import (
	"context"

	"github.com/pulumi/pulumi-go-provider/infer"
)

// Run is the function that runs a command each time the program runs, in previews too.
type Run struct{}

// RunArgs are its inputs.
type RunArgs struct {
	Settings
	Command string `pulumi:"command"`
}

// RunResult repeats the inputs and adds what the command left.
type RunResult struct {
	RunArgs
	Results
}

// Annotate names the function in the schema.
func (r *Run) Annotate(a infer.Annotator) {
	a.SetToken("local", "run")
	a.Describe(r, "A local command to be executed. It runs on any preview or deployment.")
}

// Invoke runs the command.
func (Run) Invoke(
	ctx context.Context, req infer.FunctionRequest[RunArgs],
) (infer.FunctionResponse[RunResult], error) {
	results, err := req.Input.execute(ctx, &req.Input.Command, Results{})
	return infer.FunctionResponse[RunResult]{Output: RunResult{RunArgs: req.Input, Results: results}}, err
}
