// Package provider puts the commands together into a Pulumi provider for npm's @pulumi/command.
package provider

import (
	"context"

	p "github.com/pulumi/pulumi-go-provider"
	"github.com/pulumi/pulumi-go-provider/infer"

	"k-one/toolchain/command/local"
	"k-one/toolchain/command/remote"
	"k-one/toolchain/command/secret"
)

// Name and Version are those of the npm package.
const (
	Name    = "command"
	Version = "1.2.1"
)

// New builds the provider.
func New() (p.Provider, error) {
	provider, err := infer.NewProviderBuilder().
		WithNamespace("pulumi").
		WithResources(
			infer.Resource(local.Command{}),
			infer.Resource(remote.Command{}),
			infer.Resource(remote.CopyToRemote{}),
			infer.Resource(remote.CopyFile{}),
		).
		WithFunctions(infer.Function(local.Run{})).
		Build()
	if err != nil {
		return p.Provider{}, err
	}
	return withTriggers(withCheck(withSecrets(provider))), nil
}

// withSecrets lets every operation know which of its inputs must not be repeated in messages.
func withSecrets(inner p.Provider) p.Provider {
	outer := inner
	outer.Create = func(ctx context.Context, req p.CreateRequest) (p.CreateResponse, error) {
		return inner.Create(secret.With(ctx, req.Properties), req)
	}
	outer.Update = func(ctx context.Context, req p.UpdateRequest) (p.UpdateResponse, error) {
		return inner.Update(secret.With(ctx, req.State, req.Inputs), req)
	}
	outer.Delete = func(ctx context.Context, req p.DeleteRequest) error {
		return inner.Delete(secret.With(ctx, req.Properties), req)
	}
	outer.Invoke = func(ctx context.Context, req p.InvokeRequest) (p.InvokeResponse, error) {
		return inner.Invoke(secret.With(ctx, req.Args), req)
	}
	return outer
}
