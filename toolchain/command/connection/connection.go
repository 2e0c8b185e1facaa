// Package connection reaches SSH servers whose host key is known beforehand.
package connection

import (
	"fmt"
	"net"
	"strconv"

	"github.com/pulumi/pulumi-go-provider/infer"
)

// Endpoint is one SSH server: where it is, how it proves who it is, and how we prove who we are.
type Endpoint struct {
	AgentSocketPath    *string `pulumi:"agentSocketPath,optional"`
	DialErrorLimit     *int    `pulumi:"dialErrorLimit,optional"`
	Host               string  `pulumi:"host"`
	HostKey            *string `pulumi:"hostKey,optional"`
	Password           *string `pulumi:"password,optional"`
	PerDialTimeout     *int    `pulumi:"perDialTimeout,optional"`
	Port               *int    `pulumi:"port,optional"`
	PrivateKey         *string `pulumi:"privateKey,optional"`
	PrivateKeyPassword *string `pulumi:"privateKeyPassword,optional"`
	User               *string `pulumi:"user,optional"`
}

// ProxyConnection is the server that the way to another one leads through.
type ProxyConnection struct{ Endpoint }

// Connection is a server, and the proxy before it if it has one.
type Connection struct {
	Endpoint
	Proxy *ProxyConnection `pulumi:"proxy,optional"`
}

// Defaults of the settings that may be left out; npm's package has the same.
const (
	defaultUser           = "root"
	defaultPort           = 22
	defaultDialErrorLimit = 10
	defaultPerDialTimeout = 15
)

// Annotate names the type in the schema.
func (c *Connection) Annotate(a infer.Annotator) {
	a.SetToken("remote", "Connection")
	a.Describe(c, "Instructions for how to connect to a remote endpoint. The host key is required.")
}

// Annotate names the type in the schema.
func (c *ProxyConnection) Annotate(a infer.Annotator) {
	a.SetToken("remote", "ProxyConnection")
	a.Describe(c, "Instructions for how to connect to a remote endpoint via a bastion host. The host key is required.")
}

// String names the endpoint in messages, such as root@203.0.113.11:22.
func (e Endpoint) String() string {
	return fmt.Sprintf("%s@%s", e.user(), e.address())
}

func (e Endpoint) user() string { return valueOr(e.User, defaultUser) }

func (e Endpoint) address() string {
	return net.JoinHostPort(e.Host, strconv.Itoa(e.port()))
}

func (e Endpoint) port() int { return valueOr(e.Port, defaultPort) }

func valueOr[T any](value *T, otherwise T) T {
	if value == nil {
		return otherwise
	}
	return *value
}
