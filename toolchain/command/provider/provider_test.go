package provider_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/blang/semver"
	p "github.com/pulumi/pulumi-go-provider"
	"github.com/pulumi/pulumi-go-provider/integration"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/property"

	"k-one/toolchain/command/provider"
)

func newServer(t *testing.T) integration.Server {
	t.Helper()
	commands, err := provider.New()
	if err != nil {
		t.Fatal(err)
	}
	server, err := integration.NewServer(context.Background(), provider.Name, semver.MustParse(provider.Version), integration.WithProvider(commands))
	if err != nil {
		t.Fatal(err)
	}
	return server
}

const urn = resource.URN("urn:pulumi:s::p::command:remote:Command::c")

func object(values map[string]property.Value) property.Map { return property.NewMap(values) }

func TestSchemaServesAllOfTheNpmPackage(t *testing.T) {
	response, err := newServer(t).GetSchema(p.GetSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	var schema struct{ Resources, Functions map[string]any }
	if err := json.Unmarshal([]byte(response.Schema), &schema); err != nil {
		t.Fatal(err)
	}
	for _, token := range []string{"local:Command", "remote:Command", "remote:CopyToRemote", "remote:CopyFile"} {
		if schema.Resources["command:"+token] == nil {
			t.Errorf("%s is missing", token)
		}
	}
	if schema.Functions["command:local:run"] == nil {
		t.Error("local:run is missing")
	}
}

func TestMistakesAreToldWithoutValues(t *testing.T) {
	response, err := newServer(t).Check(p.CheckRequest{Urn: urn, Inputs: object(map[string]property.Value{
		"connection": property.New(map[string]property.Value{
			"host": property.New("h"), "privatekey": property.New("PRIVATE"), "password": property.New("PRIVATE"),
		}).WithSecret(true),
		"logging": property.New("loud"),
	})})
	if err != nil || len(response.Failures) != 2 {
		t.Fatalf("%+v %v", response.Failures, err)
	}
	for _, failure := range response.Failures {
		// The engine would print the value of a property that is named here.
		if failure.Property != "" || strings.Contains(failure.Reason, "PRIVATE") {
			t.Errorf("%+v", failure)
		}
	}
}

func TestTriggersUpdateOrReplace(t *testing.T) {
	inputs := func(trigger string, update property.Value) property.Map {
		return object(map[string]property.Value{
			"connection": property.New(map[string]property.Value{"host": property.New("h")}),
			"triggers":   property.New([]property.Value{property.New(trigger)}),
			"update":     update,
		})
	}
	for want, update := range map[p.DiffKind]property.Value{
		p.Update: property.New("true"), p.UpdateReplace: property.New(property.Null),
	} {
		old := inputs("1", update)
		response, err := newServer(t).Diff(p.DiffRequest{
			ID: "i", Urn: urn, State: old.Set("stdout", property.New("")), OldInputs: old, Inputs: inputs("2", update),
		})
		if err != nil || !response.HasChanges || response.DetailedDiff["triggers"].Kind != want {
			t.Errorf("want %s: %+v %v", want, response.DetailedDiff, err)
		}
	}
}
