package connection

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"syscall"

	"golang.org/x/crypto/ssh"
)

// refusal is a failure that trying again doesn't mend: the server or our own settings have answered.
type refusal struct{ error }

func (r *refusal) Unwrap() error { return r.error }

func isAnswer(err error) bool {
	var answer *refusal
	return errors.As(err, &answer)
}

// explain tells in plain words why a server can't be reached.
func (e Endpoint) explain(ctx context.Context, err error) error {
	var channel *ssh.OpenChannelError
	var name *net.DNSError
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded) || isTimeout(err):
		return fmt.Errorf("no answer from %s within %d seconds: is the machine up, and is the address right?",
			e, valueOr(e.PerDialTimeout, defaultPerDialTimeout))
	case errors.Is(err, syscall.ECONNREFUSED):
		return fmt.Errorf("connection refused by %s: is sshd running and listening there?", e)
	case errors.Is(err, syscall.EHOSTUNREACH) || errors.Is(err, syscall.ENETUNREACH):
		return fmt.Errorf("no route to %s", e)
	case errors.As(err, &name):
		return fmt.Errorf("the name of %s is unknown", e)
	case errors.As(err, &channel):
		return fmt.Errorf("the proxy can't reach %s: %s", e, channel.Message)
	}
	return fmt.Errorf("no connection to %s: %w", e, err)
}

func (e Endpoint) explainHandshake(ctx context.Context, err error, login *login, expected []ssh.PublicKey) error {
	var hostKey *HostKeyError
	var algorithms *ssh.AlgorithmNegotiationError
	switch {
	case errors.As(err, &hostKey):
		return &refusal{hostKey}
	case errors.As(err, &algorithms) && algorithms.What == "host key":
		return &refusal{fmt.Errorf("%s has no host key of the kind that hostKey says (%s); it has %s",
			e, describeKeys(expected), strings.Join(algorithms.RequestedAlgorithms, ", "))}
	case errors.As(err, &algorithms):
		return &refusal{fmt.Errorf("%s speaks no SSH that is safe enough: %w", e, algorithms)}
	case isLoginFailure(err):
		return &refusal{fmt.Errorf("%s doesn't let us in with what we have: %s", e, login)}
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return e.explain(ctx, err)
	}
	return fmt.Errorf("%s doesn't complete the SSH handshake: %w", e, err)
}

// isLoginFailure knows the library's two ways to say it. The second comes from a server that has refused a password
// and asks for none interactively: a failure (51) instead of its question (60).
func isLoginFailure(err error) bool {
	return strings.Contains(err.Error(), "unable to authenticate") ||
		strings.Contains(err.Error(), "unexpected message type 51 (expected 60)")
}

func isTimeout(err error) bool {
	var timeout net.Error
	return errors.As(err, &timeout) && timeout.Timeout()
}
