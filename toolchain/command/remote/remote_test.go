package remote

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/pulumi/pulumi-go-provider/infer"
	"github.com/pulumi/pulumi-go-provider/infer/types"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"

	"k-one/toolchain/command/connection"
	"k-one/toolchain/command/output"
	"k-one/toolchain/command/sshtest"
)

func ptr[T any](value T) *T { return &value }

func to(server *sshtest.Server) connection.Connection {
	return connection.Connection{Endpoint: connection.Endpoint{
		Host: "127.0.0.1", Port: &server.Port, HostKey: &server.HostKey.Public, PrivateKey: &server.UserKey.Private,
	}}
}

func create(t *testing.T, args CommandArgs) (CommandState, error) {
	t.Helper()
	response, err := Command{}.Create(context.Background(), infer.CreateRequest[CommandArgs]{Name: "c", Inputs: args})
	return response.Output, err
}

func TestCommandLife(t *testing.T) {
	server := sshtest.Start(t)
	server.AcceptEnv = []string{"GREETING", "PULUMI_COMMAND_STDOUT", "PULUMI_COMMAND_STDERR"}
	file := filepath.Join(t.TempDir(), "trace")
	args := CommandArgs{
		Connection: to(server), Environment: map[string]string{"GREETING": "hello"}, Stdin: ptr("from stdin"),
		Create: ptr(`echo "$GREETING $(cat)"; echo warned >&2`),
		Update: ptr(`echo "was: $PULUMI_COMMAND_STDOUT"`),
		Delete: ptr("echo deleted > " + file),
	}
	state, err := create(t, args)
	if err != nil || *state.Stdout != "hello from stdin" || *state.Stderr != "warned" {
		t.Fatalf("create: %v %v %v", state.Stdout, state.Stderr, err)
	}
	update := infer.UpdateRequest[CommandArgs, CommandState]{Inputs: args, State: state}
	updated, err := Command{}.Update(context.Background(), update)
	if err != nil || *updated.Output.Stdout != "was: hello from stdin" {
		t.Fatalf("update: %+v %v", updated.Output.Stdout, err)
	}
	if _, err := (Command{}).Delete(context.Background(), infer.DeleteRequest[CommandState]{State: updated.Output}); err != nil {
		t.Fatal(err)
	}
	if content, _ := os.ReadFile(file); string(content) != "deleted\n" {
		t.Fatalf("delete left %q", content)
	}
}

func TestPreviewDoesNotDial(t *testing.T) {
	nowhere := connection.Connection{Endpoint: connection.Endpoint{Host: "192.0.2.1"}}
	args := CommandArgs{Connection: nowhere, Create: ptr("true")}
	_, err := Command{}.Create(context.Background(), infer.CreateRequest[CommandArgs]{Inputs: args, DryRun: true})
	if err != nil {
		t.Fatal(err)
	}
	_, err = Command{}.Update(context.Background(), infer.UpdateRequest[CommandArgs, CommandState]{Inputs: args, DryRun: true})
	if err != nil {
		t.Fatal(err)
	}
}

func TestFailedCreateIsKeptAndRunAgain(t *testing.T) {
	server := sshtest.Start(t)
	args := CommandArgs{Connection: to(server), Create: ptr("echo half; exit 3"), Update: ptr("echo WRONG")}
	state, err := create(t, args)
	var unfinished infer.ResourceInitFailedError
	if !asUnfinished(err, &unfinished) || state.Stdout != nil {
		t.Fatalf("got %v, %v", state.Stdout, err)
	}
	if reason := unfinished.Reasons[0]; !strings.Contains(reason, "exited with status 3") || !strings.Contains(reason, "stdout: half") {
		t.Errorf("got %q", reason)
	}
	args.Create = ptr("echo whole")
	request := infer.UpdateRequest[CommandArgs, CommandState]{Inputs: args, State: state}
	updated, err := Command{}.Update(context.Background(), request)
	if err != nil || *updated.Output.Stdout != "whole" {
		t.Fatalf("got %v, %v", updated.Output.Stdout, err)
	}
}

func TestCreateThatNeverStartedLeavesNothing(t *testing.T) {
	args := CommandArgs{Connection: to(sshtest.Start(t)), Create: ptr("true"), Environment: map[string]string{"NOT_ACCEPTED": "hush"}}
	_, err := create(t, args)
	var unfinished infer.ResourceInitFailedError
	if err == nil || asUnfinished(err, &unfinished) {
		t.Fatalf("got %v", err)
	}
	if !strings.Contains(err.Error(), "AcceptEnv NOT_ACCEPTED") || strings.Contains(err.Error(), "hush") {
		t.Errorf("got %v", err)
	}
}

func TestLoggingNoneKeepsOutputOutOfErrors(t *testing.T) {
	args := CommandArgs{Connection: to(sshtest.Start(t)), Create: ptr("echo hush; echo hush >&2; exit 1"), Logging: ptr(Logging(output.None))}
	_, err := create(t, args)
	var unfinished infer.ResourceInitFailedError
	if !asUnfinished(err, &unfinished) || strings.Contains(unfinished.Reasons[0], "hush") {
		t.Fatalf("got %v", unfinished)
	}
}

func TestCommandThatReadsNoStdin(t *testing.T) {
	args := CommandArgs{Connection: to(sshtest.Start(t)), Create: ptr("exec true"), Stdin: ptr(strings.Repeat("x", 4<<20))}
	if _, err := create(t, args); err != nil {
		t.Fatal(err)
	}
}

func TestCancelEndsTheRemoteCommand(t *testing.T) {
	server := sshtest.Start(t)
	folder := t.TempDir()
	started, ended := filepath.Join(folder, "started"), filepath.Join(folder, "ended")
	script := "trap 'touch " + ended + "; exit 1' TERM; touch " + started + "; while :; do sleep 0.05; done"
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		for ctx.Err() == nil {
			if _, err := os.Stat(started); err == nil {
				cancel()
			}
			time.Sleep(10 * time.Millisecond)
		}
	}()
	job := job{command: script}
	err := job.run(ctx, to(server), output.New(ctx, output.None))
	if !output.HasStarted(err) || !strings.Contains(err.Error(), "cancelled") {
		t.Fatalf("got %v", err)
	}
	if _, err := os.Stat(ended); err != nil {
		t.Fatal("the remote command was not ended")
	}
}

func copyTo(t *testing.T, server *sshtest.Server, source types.AssetOrArchive, path string) error {
	t.Helper()
	args := CopyToRemoteArgs{Connection: to(server), Source: source, RemotePath: path}
	_, err := CopyToRemote{}.Create(context.Background(), infer.CreateRequest[CopyToRemoteArgs]{Name: "c", Inputs: args})
	return err
}

func TestCopyText(t *testing.T) {
	server, folder := sshtest.Start(t), t.TempDir()
	text := types.AssetOrArchive{Asset: &resource.Asset{Text: "one\n"}}
	target := filepath.Join(folder, "new", "folder", "file")
	if err := copyTo(t, server, text, target); err != nil {
		t.Fatal(err)
	}
	mustContain(t, target, "one\n")
	if err := os.Chmod(target, 0o600); err != nil {
		t.Fatal(err)
	}
	text.Asset = &resource.Asset{Text: strings.Repeat("two\n", 100_000)}
	if err := copyTo(t, server, text, target); err != nil {
		t.Fatal(err)
	}
	mustContain(t, target, text.Asset.Text)
	if info, _ := os.Stat(target); info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v", info.Mode())
	}
	if files, _ := os.ReadDir(filepath.Dir(target)); len(files) != 1 {
		t.Errorf("left over: %v", files)
	}
	if err := copyTo(t, server, text, folder); err == nil || !strings.Contains(err.Error(), "has no file name") {
		t.Errorf("got %v", err)
	}
}

func TestCopyFolder(t *testing.T) {
	server, folder := sshtest.Start(t), t.TempDir()
	from := filepath.Join(folder, "from")
	write(t, filepath.Join(from, "sub", "script"), "#!/bin/sh\n", 0o755)
	archive := types.AssetOrArchive{Archive: &resource.Archive{Path: from}}
	if err := copyTo(t, server, archive, filepath.Join(folder, "to")); err != nil {
		t.Fatal(err)
	}
	mustContain(t, filepath.Join(folder, "to", "sub", "script"), "#!/bin/sh\n")
	if info, _ := os.Stat(filepath.Join(folder, "to", "sub", "script")); info.Mode().Perm() != 0o755 {
		t.Errorf("mode %v", info.Mode())
	}
	// A folder that is there already gets the source put into it.
	if err := copyTo(t, server, archive, filepath.Join(folder, "to")); err != nil {
		t.Fatal(err)
	}
	mustContain(t, filepath.Join(folder, "to", "from", "sub", "script"), "#!/bin/sh\n")
	write(t, filepath.Join(folder, "file"), "", 0o644)
	if err := copyTo(t, server, archive, filepath.Join(folder, "file")); err == nil || !strings.Contains(err.Error(), "it is a file") {
		t.Errorf("got %v", err)
	}
}

func asUnfinished(err error, target *infer.ResourceInitFailedError) bool {
	failed, ok := err.(infer.ResourceInitFailedError)
	*target = failed
	return ok
}

func write(t *testing.T, path, content string, mode os.FileMode) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), mode); err != nil {
		t.Fatal(err)
	}
}

func mustContain(t *testing.T, path, want string) {
	t.Helper()
	got, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(got, []byte(want)) {
		t.Fatalf("%s: %d bytes, %v", path, len(got), err)
	}
}
