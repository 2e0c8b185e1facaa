package local

import (
	"context"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pulumi/pulumi-go-provider/infer"

	"k-one/toolchain/command/output"
)

func ptr[T any](value T) *T { return &value }

func TestCommandLife(t *testing.T) {
	folder := t.TempDir()
	args := CommandArgs{
		Settings: Settings{
			Dir: &folder, Stdin: ptr("in"), Environment: map[string]string{"A": "b"},
			AssetPaths: ptr([]string{"**.txt", "!secret*"}), ArchivePaths: ptr([]string{"*.txt"}),
		},
		Create: ptr("cat; echo $A; mkdir sub; touch one.txt secret.txt sub/two.txt"),
		Delete: ptr("echo \"$PULUMI_COMMAND_STDOUT\" > deleted"),
	}
	created, err := Command{}.Create(context.Background(), infer.CreateRequest[CommandArgs]{Name: "c", Inputs: args})
	if err != nil || *created.Output.Stdout != "inb" {
		t.Fatalf("%v %v", created.Output.Stdout, err)
	}
	if got := slices.Sorted(maps.Keys(created.Output.Assets)); !slices.Equal(got, []string{"one.txt", "sub/two.txt"}) {
		t.Errorf("assets %v", got)
	}
	if got := len(created.Output.Archive.Archive.Assets); got != 2 {
		t.Errorf("%d files in the archive", got)
	}
	if _, err := (Command{}).Delete(context.Background(), infer.DeleteRequest[CommandState]{State: created.Output}); err != nil {
		t.Fatal(err)
	}
	if content, _ := os.ReadFile(filepath.Join(folder, "deleted")); string(content) != "inb\n" {
		t.Errorf("got %q", content)
	}
}

func TestInterpreterAndFailure(t *testing.T) {
	settings := Settings{Interpreter: ptr([]string{"/bin/sh", "-e", "-c"})}
	_, err := settings.execute(context.Background(), ptr("echo why >&2; false; echo on"), Results{})
	if !output.HasStarted(err) || !strings.Contains(err.Error(), "status 1") || !strings.Contains(err.Error(), "why") {
		t.Fatalf("got %v", err)
	}
	settings.Interpreter = ptr([]string{"/no/such/shell"})
	if _, err := settings.execute(context.Background(), ptr("true"), Results{}); err == nil || output.HasStarted(err) {
		t.Fatalf("got %v", err)
	}
}

func TestCancelEndsTheWholeGroup(t *testing.T) {
	started := filepath.Join(t.TempDir(), "started")
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	go func() {
		for ctx.Err() == nil {
			if _, err := os.Stat(started); err == nil {
				cancel()
			}
			time.Sleep(10 * time.Millisecond)
		}
	}()
	begin := time.Now()
	_, err := Settings{}.execute(ctx, ptr("(touch "+started+"; sleep 60) & wait"), Results{})
	if !output.HasStarted(err) || !strings.Contains(err.Error(), "cancelled") || time.Since(begin) > 30*time.Second {
		t.Fatalf("got %v after %v", err, time.Since(begin))
	}
}

func TestGlob(t *testing.T) {
	for _, c := range []struct {
		glob, name string
		want       bool
	}{
		{"*.txt", "a.txt", true}, {"*.txt", "a/b.txt", false}, {"**.txt", "a/b.txt", true},
		{"src/**", "src/a/b", true}, {"src/*", "src/a/b", false}, {"?.c", "a.c", true}, {"?.c", "/.c", false},
		{"{a,b}.x", "b.x", true}, {"a,b", "a,b", true}, {"[!a].x", "b.x", true}, {"[!a].x", "a.x", false},
		{`\*`, "*", true}, {`\*`, "a", false}, {"a.b", "aXb", false}, {"a(b)+", "a(b)+", true},
	} {
		rules, err := parseRules([]string{c.glob})
		if err != nil || rules.choose(c.name) != c.want {
			t.Errorf("%s on %s: %v", c.glob, c.name, err)
		}
	}
	if _, err := parseRules([]string{"[a"}); err == nil {
		t.Error("an open bracket is no pattern")
	}
}
