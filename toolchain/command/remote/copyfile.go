package remote

import (
	"context"

	"github.com/pulumi/pulumi-go-provider/infer"

	"k-one/toolchain/command/connection"
	"k-one/toolchain/command/identity"
)

// CopyFile is the older form of CopyToRemote.
type CopyFile struct{}

// CopyFileArgs are its inputs.
type CopyFileArgs struct {
	Connection connection.Connection `pulumi:"connection" provider:"secret"`
	LocalPath  string                `pulumi:"localPath"`
	RemotePath string                `pulumi:"remotePath"`
	Triggers   *[]any                `pulumi:"triggers,optional"`
}

// CopyFileState is what Pulumi keeps of it.
type CopyFileState struct{ CopyFileArgs }

// Annotate names the resource in the schema.
func (c *CopyFile) Annotate(a infer.Annotator) {
	a.SetToken("remote", "CopyFile")
	a.Describe(c, "Copy a local file to a remote host.")
	a.Deprecate(c, "Please use the `CopyToRemote` resource instead.")
}

// Create copies the file.
func (CopyFile) Create(
	ctx context.Context, req infer.CreateRequest[CopyFileArgs],
) (infer.CreateResponse[CopyFileState], error) {
	response := infer.CreateResponse[CopyFileState]{ID: identity.New(req.Name), Output: CopyFileState{req.Inputs}}
	if req.DryRun {
		return response, nil
	}
	return response, req.Inputs.copy(ctx)
}

// Update copies the file again.
func (CopyFile) Update(
	ctx context.Context, req infer.UpdateRequest[CopyFileArgs, CopyFileState],
) (infer.UpdateResponse[CopyFileState], error) {
	response := infer.UpdateResponse[CopyFileState]{Output: CopyFileState{req.Inputs}}
	if req.DryRun {
		return response, nil
	}
	return response, req.Inputs.copy(ctx)
}

func (a CopyFileArgs) copy(ctx context.Context) error {
	source, err := pathSource(a.LocalPath)
	if err != nil {
		return err
	}
	return upload(ctx, a.Connection, source, a.RemotePath)
}
