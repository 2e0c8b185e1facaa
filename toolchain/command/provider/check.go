package provider

import (
	"context"
	"fmt"
	"slices"
	"strings"

	p "github.com/pulumi/pulumi-go-provider"
	"github.com/pulumi/pulumi/sdk/v3/go/property"

	"k-one/toolchain/command/connection"
	"k-one/toolchain/command/output"
)

var choices = []string{
	string(output.Stdout), string(output.Stderr), string(output.StdoutAndStderr), string(output.None),
}

// withCheck finds mistakes in a preview already, in words of our own: the usual ones may repeat secret values.
func withCheck(inner p.Provider) p.Provider {
	outer := inner
	outer.Check = func(ctx context.Context, req p.CheckRequest) (p.CheckResponse, error) {
		var failures []p.CheckFailure
		if given, has := req.Inputs.GetOk("connection"); has {
			failures = connection.Check("connection", given)
		}
		failures = append(failures, checkLogging(req.Inputs.Get("logging"))...)
		failures = append(failures, checkSource(req.Inputs)...)
		if len(failures) > 0 {
			return p.CheckResponse{Inputs: req.Inputs, Failures: withoutValues(failures)}, nil
		}
		response, err := inner.Check(ctx, req)
		response.Failures = withoutValues(response.Failures)
		return response, err
	}
	return outer
}

// withoutValues moves the property into the sentence: the engine prints the value of a property that it is told.
func withoutValues(failures []p.CheckFailure) []p.CheckFailure {
	sentences := make([]p.CheckFailure, len(failures))
	for i, failure := range failures {
		sentences[i].Reason = failure.Property + " " + failure.Reason
	}
	return sentences
}

func checkLogging(value property.Value) []p.CheckFailure {
	if !value.IsString() || slices.Contains(choices, value.AsString()) {
		return nil
	}
	reason := fmt.Sprintf("is %q. Allowed: %s", value.AsString(), strings.Join(choices, ", "))
	return []p.CheckFailure{{Property: "logging", Reason: reason}}
}

func checkSource(inputs property.Map) []p.CheckFailure {
	source, has := inputs.GetOk("source")
	if !has || source.IsComputed() {
		return nil
	}
	if source.IsAsset() {
		if asset := source.AsAsset(); asset.IsText() || asset.IsPath() {
			return nil
		}
	}
	if source.IsArchive() {
		if archive := source.AsArchive(); archive.IsPath() {
			return nil
		}
	}
	return []p.CheckFailure{{Property: "source", Reason: "must be a FileAsset, a StringAsset or a FileArchive"}}
}
