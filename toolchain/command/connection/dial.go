package connection

import (
	"context"
	"errors"
	"fmt"
	"net"
	"time"

	p "github.com/pulumi/pulumi-go-provider"
	"golang.org/x/crypto/ssh"
)

const (
	firstPause = 500 * time.Millisecond
	lastPause  = 8 * time.Second
)

// dialFunc opens a TCP connection, directly or through a proxy.
type dialFunc func(ctx context.Context, network, address string) (net.Conn, error)

// Dial connects to the server, through its proxy if it has one.
// A server that doesn't answer is tried again; one that refuses us, or is another one than expected, isn't.
func (c Connection) Dial(ctx context.Context) (*Client, error) {
	if c.Proxy == nil {
		return c.Endpoint.dial(ctx, (&net.Dialer{}).DialContext)
	}
	proxy, err := c.Proxy.Endpoint.dial(ctx, (&net.Dialer{}).DialContext)
	if err != nil {
		return nil, fmt.Errorf("proxy: %w", err)
	}
	client, err := c.Endpoint.dial(ctx, proxy.ssh.DialContext)
	if err != nil {
		proxy.Close()
		return nil, fmt.Errorf("through proxy %s: %w", c.Proxy, err)
	}
	client.proxy = proxy
	return client, nil
}

func (e Endpoint) dial(ctx context.Context, tcp dialFunc) (*Client, error) {
	expected, err := e.hostKeys()
	if err != nil {
		return nil, err
	}
	limit, pause := valueOr(e.DialErrorLimit, defaultDialErrorLimit), firstPause
	for failures := 1; ; failures++ {
		client, err := e.attempt(ctx, tcp, expected)
		if err == nil {
			return client, nil
		}
		if ctx.Err() != nil {
			return nil, fmt.Errorf("connecting to %s was cancelled", e)
		}
		if isAnswer(err) {
			return nil, err
		}
		if limit >= 0 && failures >= limit {
			return nil, fmt.Errorf("%w (%s)", err, attempts(failures))
		}
		p.GetLogger(ctx).InfoStatusf("%v (%s), trying again", err, attempts(failures))
		if err := wait(ctx, pause); err != nil {
			return nil, fmt.Errorf("connecting to %s was cancelled", e)
		}
		pause = min(2*pause, lastPause)
	}
}

// attempt makes one connection, within the time one attempt may take.
func (e Endpoint) attempt(ctx context.Context, tcp dialFunc, expected []ssh.PublicKey) (*Client, error) {
	if seconds := valueOr(e.PerDialTimeout, defaultPerDialTimeout); seconds > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, time.Duration(seconds)*time.Second)
		defer cancel()
	}
	login, err := e.newLogin()
	if err != nil {
		return nil, &refusal{err}
	}
	conn, err := tcp(ctx, "tcp", e.address())
	if err != nil {
		login.close()
		return nil, e.explain(ctx, err)
	}
	client, err := e.handshake(ctx, conn, login, expected)
	if err != nil {
		login.close()
		_ = conn.Close()
		return nil, err
	}
	return client, nil
}

func (e Endpoint) handshake(
	ctx context.Context, conn net.Conn, login *login, expected []ssh.PublicKey,
) (*Client, error) {
	// Connections through a proxy know no deadlines, but they can be closed.
	stop := context.AfterFunc(ctx, func() { _ = conn.Close() })
	inner, channels, requests, err := ssh.NewClientConn(conn, e.address(), &ssh.ClientConfig{
		User:              e.user(),
		Auth:              login.methods,
		HostKeyCallback:   verifyHostKey(e.address(), expected),
		HostKeyAlgorithms: hostKeyAlgorithms(expected),
	})
	if !stop() && err == nil {
		err = errors.Join(ctx.Err(), inner.Close())
	}
	if err != nil {
		return nil, e.explainHandshake(ctx, err, login, expected)
	}
	return newClient(ssh.NewClient(inner, channels, requests), e.String(), login), nil
}

func wait(ctx context.Context, pause time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(pause):
		return nil
	}
}

func attempts(number int) string {
	if number == 1 {
		return "1 attempt"
	}
	return fmt.Sprintf("%d attempts", number)
}
