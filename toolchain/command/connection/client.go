package connection

import (
	"sync"
	"time"

	"golang.org/x/crypto/ssh"
)

const (
	keepalivePause = 15 * time.Second
	keepaliveLimit = 45 * time.Second
)

// Client is a connection to a server whose host key was right.
type Client struct {
	ssh   *ssh.Client
	name  string
	login *login
	proxy *Client
	done  chan struct{}
	close sync.Once
}

func newClient(inner *ssh.Client, name string, login *login) *Client {
	client := &Client{ssh: inner, name: name, login: login, done: make(chan struct{})}
	go client.keepAlive()
	return client
}

// SSH is the connection itself, for protocols on top of it.
func (c *Client) SSH() *ssh.Client { return c.ssh }

// String names the server in messages.
func (c *Client) String() string { return c.name }

// Close ends the connection and the one to its proxy.
func (c *Client) Close() {
	c.close.Do(func() {
		close(c.done)
		_ = c.ssh.Close()
		c.login.close()
		if c.proxy != nil {
			c.proxy.Close()
		}
	})
}

// keepAlive ends a connection whose other end is gone: else a command there would be waited for without end.
func (c *Client) keepAlive() {
	ticker := time.NewTicker(keepalivePause)
	defer ticker.Stop()
	for {
		select {
		case <-c.done:
			return
		case <-ticker.C:
			limit := time.AfterFunc(keepaliveLimit, func() { _ = c.ssh.Close() })
			_, _, err := c.ssh.SendRequest("keepalive@openssh.com", true, nil)
			limit.Stop()
			if err != nil {
				return
			}
		}
	}
}
