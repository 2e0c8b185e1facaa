package local

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"

	"k-one/toolchain/command/output"
)

// grace is how long a command may clean up after it was asked to end.
const grace = 5 * time.Second

const here = "this computer"

// job is one command for this computer.
type job struct {
	script      string
	interpreter []string
	dir         string
	environment map[string]string
	stdin       *string
}

// run executes the job and waits for its end.
func (j job) run(ctx context.Context, out *output.Output) error {
	argv := j.interpreter
	if len(argv) == 0 {
		argv = []string{"/bin/sh", "-c"}
	}
	cmd := exec.CommandContext(ctx, argv[0], append(argv[1:len(argv):len(argv)], j.script)...)
	cmd.Dir, cmd.Env = j.dir, os.Environ()
	for name, value := range j.environment {
		cmd.Env = append(cmd.Env, name+"="+value)
	}
	if j.stdin != nil {
		cmd.Stdin = strings.NewReader(*j.stdin)
	}
	cmd.Stdout, cmd.Stderr = out.StdoutWriter(), out.StderrWriter()
	// A group of its own, so that what the command started ends with it.
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGTERM) }
	cmd.WaitDelay = grace
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("the command can't be started: %w", err)
	}
	err := cmd.Wait()
	out.Flush()
	if ctx.Err() != nil {
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
		return &output.Failure{Reason: fmt.Sprintf("the command on %s %s", here, output.Cancelled(ctx))}
	}
	return explainEnd(err, out)
}

func explainEnd(err error, out *output.Output) error {
	var exit *exec.ExitError
	switch {
	case err == nil:
		return nil
	case !errors.As(err, &exit):
		return out.Failed(here, "failed: "+err.Error())
	case exit.ExitCode() < 0:
		return out.Failed(here, "ended by "+exit.String())
	}
	return out.Failed(here, fmt.Sprintf("exited with status %d", exit.ExitCode()))
}
