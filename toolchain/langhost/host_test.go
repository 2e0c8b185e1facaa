package main

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/protobuf/types/known/structpb"
)

func write(t *testing.T, content string, path ...string) string {
	t.Helper()
	file := filepath.Join(path...)
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return file
}

func programInfo(t *testing.T, folder string, given map[string]any) *pulumirpc.ProgramInfo {
	t.Helper()
	values, err := structpb.NewStruct(given)
	if err != nil {
		t.Fatal(err)
	}
	return &pulumirpc.ProgramInfo{ProgramDirectory: folder, Options: values}
}

func TestOptions(t *testing.T) {
	got := readOptions(programInfo(t, ".", map[string]any{"typescript": false, "nodeargs": "--import tsx"}))
	if got.typescript || !slices.Equal(got.nodeArgs, []string{"--import", "tsx"}) {
		t.Fatalf("got %+v", got)
	}
	if argv := strings.Join(got.argv("run.js", "a"), " "); argv != "--import tsx run.js a" {
		t.Fatalf("got %s", argv)
	}
	if !readOptions(programInfo(t, ".", nil)).typescript {
		t.Fatal("typescript must be on unless it is turned off")
	}
}

func TestSDKIsTheNearestAbove(t *testing.T) {
	root := t.TempDir()
	outer := write(t, "", root, "node_modules", "@pulumi", "pulumi", "cmd", "run")
	inner := write(t, "", root, "a", "node_modules", "@pulumi", "pulumi", "cmd", "run")
	for folder, want := range map[string]string{"a/b": inner, "c": outer} {
		if got, err := sdkScript(filepath.Join(root, folder), "run"); err != nil || got != want {
			t.Errorf("%s: got %s, %v", folder, got, err)
		}
	}
	if _, err := sdkScript(root, "no-such-entry"); err == nil || !strings.Contains(err.Error(), "npm ci") {
		t.Errorf("got %v", err)
	}
}

func TestRequiredPackages(t *testing.T) {
	root := t.TempDir()
	write(t, `{"version":"1.2.1","pulumi":{"resource":true,"name":"command"}}`, root, "node_modules", "@pulumi", "command", "package.json")
	write(t, `{"version":"3.0.0","pulumi":{"resource":true}}`, root, "node_modules", "plain", "package.json")
	write(t, `{"version":"9.9.9","keywords":["pulumi"]}`, root, "node_modules", "other", "package.json")
	write(t, `{"version":"0.0.1","pulumi":{"resource":true,"name":"command","version":"v1.2.1"}}`, root, "p", "node_modules", "x", "package.json")
	request := &pulumirpc.GetRequiredPackagesRequest{Info: programInfo(t, filepath.Join(root, "p"), nil)}
	response, err := (&host{}).GetRequiredPackages(context.Background(), request)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, needed := range response.Packages {
		if !strings.HasPrefix(needed.Version, "v9") {
			got = append(got, needed.Name+"@"+needed.Version)
		}
	}
	if want := []string{"command@v1.2.1", "plain@v3.0.0"}; !slices.Equal(got, want) {
		t.Fatalf("got %v, want %v", got, want)
	}
}

func TestProgramArguments(t *testing.T) {
	request := &pulumirpc.RunRequest{
		MonitorAddress: "127.0.0.1:1", Project: "k-one", Stack: "lab-gist", DryRun: true, Parallel: 4,
		Info: &pulumirpc.ProgramInfo{EntryPoint: "stacks/index.ts"}, Args: []string{"x"},
	}
	got := strings.Join((&host{engine: "127.0.0.1:2"}).programArguments(request), " ")
	want := "--monitor=127.0.0.1:1 --engine=127.0.0.1:2 --project=k-one --stack=lab-gist --dry-run --parallel=4 stacks/index.ts x"
	if got != want {
		t.Fatalf("got %s", got)
	}
}

func TestEmptyConfigIsAnObjectAndAList(t *testing.T) {
	env, err := configEnv(&pulumirpc.RunRequest{})
	if err != nil || !slices.Equal(env, []string{"PULUMI_CONFIG={}", "PULUMI_CONFIG_SECRET_KEYS=[]"}) {
		t.Fatalf("got %v, %v", env, err)
	}
}
