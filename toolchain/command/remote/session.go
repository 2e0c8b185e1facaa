package remote

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	p "github.com/pulumi/pulumi-go-provider"
	"golang.org/x/crypto/ssh"

	"k-one/toolchain/command/connection"
	"k-one/toolchain/command/output"
)

// grace is how long a command may clean up after it was asked to end.
const grace = 5 * time.Second

// job is one command for a remote shell.
type job struct {
	command     string
	environment map[string]string
	stdin       *string
	// previous holds variables that help, but that the command must do without where sshd refuses them.
	previous map[string]string
	// warn tells about previous variables that were refused.
	warn bool
}

// run executes the job and waits for its end. An error that isn't an output.Failure means that nothing was started.
func (j job) run(ctx context.Context, target connection.Connection, out *output.Output) error {
	client, err := target.Dial(ctx)
	if err != nil {
		return err
	}
	defer client.Close()
	session, err := client.SSH().NewSession()
	if err != nil {
		return fmt.Errorf("%s opens no session: %w", client, err)
	}
	defer session.Close()
	if err := j.setEnvironment(ctx, session, client.String()); err != nil {
		return err
	}
	session.Stdout, session.Stderr = out.StdoutWriter(), out.StderrWriter()
	if j.stdin != nil {
		session.Stdin = strings.NewReader(*j.stdin)
	}
	if err := session.Start(j.command); err != nil {
		return fmt.Errorf("%s doesn't run commands: %w", client, err)
	}
	return await(ctx, client, session, out)
}

func (j job) setEnvironment(ctx context.Context, session *ssh.Session, server string) error {
	for _, name := range slices.Sorted(maps.Keys(j.environment)) {
		if err := session.Setenv(name, j.environment[name]); err != nil {
			return fmt.Errorf("%s doesn't accept the environment variable %s: "+
				"write `AcceptEnv %s` into its sshd_config, or give the value to the command in stdin", server, name, name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(j.previous)) {
		if err := session.Setenv(name, j.previous[name]); err != nil && j.warn {
			p.GetLogger(ctx).Warningf("%s doesn't accept the environment variable %s: "+
				"write `AcceptEnv %s` into its sshd_config", server, name, name)
		}
	}
	return nil
}

// await waits for the command's end, and brings it about when the run is cancelled.
func await(ctx context.Context, client *connection.Client, session *ssh.Session, out *output.Output) error {
	ended := make(chan error, 1)
	go func() { ended <- session.Wait() }()
	select {
	case err := <-ended:
		out.Flush()
		return explainEnd(err, client.String(), out)
	case <-ctx.Done():
		end(client, session, ended)
		return &output.Failure{Reason: fmt.Sprintf("the command on %s %s", client, output.Cancelled(ctx))}
	}
}

// end asks the command to end, then makes it end. A closed connection alone would leave it running.
func end(client *connection.Client, session *ssh.Session, ended <-chan error) {
	for _, signal := range []ssh.Signal{ssh.SIGTERM, ssh.SIGKILL} {
		_ = session.Signal(signal)
		go signalSiblings(client, signal)
		select {
		case <-ended:
			return
		case <-time.After(grace):
		}
	}
}

// killSiblings signals what else runs on the connection, which is our command alone.
// sshd itself passes no signals on to the commands of root.
//
// A shell whose connection was closed meanwhile has another parent, in the end the system's first process, whose
// children are all services there are: only sshd's are ours to end.
const killSiblings = `case $(cat /proc/$PPID/comm 2>/dev/null || ps -o comm= -p $PPID) in sshd*) ;; *) exit 0 ;; esac
for child in $(cat /proc/$PPID/task/$PPID/children 2>/dev/null || ps -o pid= --ppid $PPID); do
    [ "$child" = $$ ] || kill -s %s -- "-$child"
done`

func signalSiblings(client *connection.Client, signal ssh.Signal) {
	session, err := client.SSH().NewSession()
	if err != nil {
		return
	}
	defer session.Close()
	_ = session.Run(fmt.Sprintf(killSiblings, signal))
}

func explainEnd(err error, server string, out *output.Output) error {
	var exit *ssh.ExitError
	switch {
	case err == nil || errors.Is(err, io.EOF): // EOF: a command that succeeded without reading all its stdin
		return nil
	case errors.As(err, &exit) && exit.Signal() != "":
		return out.Failed(server, "was killed by signal "+exit.Signal())
	case errors.As(err, &exit):
		return out.Failed(server, fmt.Sprintf("exited with status %d", exit.ExitStatus()))
	}
	return out.Failed(server, "lost its connection before it ended")
}
