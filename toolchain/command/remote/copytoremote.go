package remote

import (
	"context"
	"errors"
	"os"

	"github.com/pulumi/pulumi-go-provider/infer"
	"github.com/pulumi/pulumi-go-provider/infer/types"

	"k-one/toolchain/command/connection"
	"k-one/toolchain/command/identity"
)

// CopyToRemote puts a file or folder on another machine. Deleting the resource leaves it there.
type CopyToRemote struct{}

// CopyToRemoteArgs are its inputs.
type CopyToRemoteArgs struct {
	Connection connection.Connection `pulumi:"connection" provider:"secret"`
	RemotePath string                `pulumi:"remotePath"`
	Source     types.AssetOrArchive  `pulumi:"source"`
	Triggers   *[]any                `pulumi:"triggers,optional"`
}

// CopyToRemoteState is what Pulumi keeps of it.
type CopyToRemoteState struct{ CopyToRemoteArgs }

// Annotate names the resource in the schema.
func (c *CopyToRemote) Annotate(a infer.Annotator) {
	a.SetToken("remote", "CopyToRemote")
	a.Describe(c, "Copy an Asset or Archive to a remote host.")
}

// Create copies the source.
func (CopyToRemote) Create(
	ctx context.Context, req infer.CreateRequest[CopyToRemoteArgs],
) (infer.CreateResponse[CopyToRemoteState], error) {
	response := infer.CreateResponse[CopyToRemoteState]{
		ID: identity.New(req.Name), Output: CopyToRemoteState{req.Inputs},
	}
	if req.DryRun {
		return response, nil
	}
	return response, req.Inputs.copy(ctx)
}

// Update copies the source again, with all that has changed.
func (CopyToRemote) Update(
	ctx context.Context, req infer.UpdateRequest[CopyToRemoteArgs, CopyToRemoteState],
) (infer.UpdateResponse[CopyToRemoteState], error) {
	response := infer.UpdateResponse[CopyToRemoteState]{Output: CopyToRemoteState{req.Inputs}}
	if req.DryRun {
		return response, nil
	}
	return response, req.Inputs.copy(ctx)
}

func (a CopyToRemoteArgs) copy(ctx context.Context) error {
	source, err := sourceOf(a.Source)
	if err != nil {
		return err
	}
	return upload(ctx, a.Connection, source, a.RemotePath)
}

func sourceOf(given types.AssetOrArchive) (source, error) {
	switch {
	case given.Asset != nil && given.Asset.IsText():
		return source{text: []byte(given.Asset.Text)}, nil
	case given.Asset != nil && given.Asset.IsPath():
		return pathSource(given.Asset.Path)
	case given.Archive != nil && given.Archive.IsPath():
		return pathSource(given.Archive.Path)
	}
	return source{}, errors.New("source must be a FileAsset, a StringAsset or a FileArchive")
}

func pathSource(path string) (source, error) {
	info, err := os.Stat(path)
	if err != nil {
		return source{}, err
	}
	return source{path: path, folder: info.IsDir(), mode: info.Mode().Perm()}, nil
}
