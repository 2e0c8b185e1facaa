package provider

import (
	"context"
	"strings"

	p "github.com/pulumi/pulumi-go-provider"
)

// withTriggers gives a changed trigger the meaning that the schema documents:
// the resource is updated when it has an update command, and replaced when it has none.
func withTriggers(inner p.Provider) p.Provider {
	outer := inner
	outer.Diff = func(ctx context.Context, req p.DiffRequest) (p.DiffResponse, error) {
		response, err := inner.Diff(ctx, req)
		if err != nil {
			return response, err
		}
		found := false
		for path := range response.DetailedDiff {
			if path == "triggers" || strings.HasPrefix(path, "triggers[") {
				found = true
				delete(response.DetailedDiff, path)
			}
		}
		if found {
			// One entry for the whole list: npm's package asks for a replacement when it sees an element of it.
			response.DetailedDiff["triggers"] = p.PropertyDiff{Kind: triggerKind(req), InputDiff: true}
		}
		return response, nil
	}
	return outer
}

func triggerKind(req p.DiffRequest) p.DiffKind {
	if req.Inputs.Get("update").IsNull() {
		return p.UpdateReplace
	}
	return p.Update
}
