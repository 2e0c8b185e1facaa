package connection_test

import (
	"context"
	"net"
	"strings"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/property"

	"k-one/toolchain/command/connection"
	"k-one/toolchain/command/sshtest"
)

func ptr[T any](value T) *T { return &value }

func to(server *sshtest.Server) connection.Connection {
	return connection.Connection{Endpoint: connection.Endpoint{
		Host: "127.0.0.1", Port: &server.Port, HostKey: &server.HostKey.Public,
		PrivateKey: &server.UserKey.Private, DialErrorLimit: ptr(1),
	}}
}

func dial(t *testing.T, c connection.Connection) error {
	t.Helper()
	client, err := c.Dial(context.Background())
	if err == nil {
		client.Close()
	}
	return err
}

func mustFail(t *testing.T, err error, words ...string) {
	t.Helper()
	if err == nil {
		t.Fatal("no error")
	}
	for _, word := range words {
		if !strings.Contains(err.Error(), word) {
			t.Errorf("%q is not in: %v", word, err)
		}
	}
}

func TestPrivateKey(t *testing.T) {
	if err := dial(t, to(sshtest.Start(t))); err != nil {
		t.Fatal(err)
	}
}

func TestWrongHostKeyIsRefusedBeforeLogin(t *testing.T) {
	server := sshtest.Start(t)
	c := to(server)
	c.HostKey = ptr(sshtest.NewKey(t).Public)
	c.DialErrorLimit = ptr(-1) // no reason to try again
	mustFail(t, dial(t, c), "has host key ssh-ed25519 SHA256:", "hostKey says ssh-ed25519 SHA256:")
	if server.Logins() != 0 {
		t.Error("it logged in to the wrong machine")
	}
}

func TestHostKeyOfAnotherKindIsRefused(t *testing.T) {
	c := to(sshtest.Start(t))
	c.HostKey = ptr("ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBEmKSENjQEezOmxkZMy7opKgwFB9nkt5YRrYMjNuG5N87uRgg6CLrbo5wAdT/y6v0mKV0U2w0WZ2YB/++Tpockg=")
	mustFail(t, dial(t, c), "no host key of the kind")
}

func TestMissingHostKeyIsRefused(t *testing.T) {
	server := sshtest.Start(t)
	for _, missing := range []*string{nil, ptr(""), ptr("# only a comment\n")} {
		c := to(server)
		c.HostKey = missing
		mustFail(t, dial(t, c), "is missing", "ssh-keyscan", "127.0.0.1")
	}
}

func TestPassword(t *testing.T) {
	server := sshtest.Start(t)
	server.Password = "right one"
	c := to(server)
	c.PrivateKey, c.Password = nil, ptr("right one")
	if err := dial(t, c); err != nil {
		t.Fatal(err)
	}
	c.Password = ptr("wrong-password")
	err := dial(t, c)
	mustFail(t, err, "doesn't let us in", "password")
	if strings.Contains(err.Error(), "wrong-password") {
		t.Error("the password is in the message")
	}
}

func TestWrongPrivateKey(t *testing.T) {
	c := to(sshtest.Start(t))
	other := sshtest.NewKey(t)
	c.PrivateKey = &other.Private
	mustFail(t, dial(t, c), "doesn't let us in", "private key ssh-ed25519 SHA256:")
}

func TestRefusedConnectionIsTriedUntilTheLimit(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := listener.Addr().(*net.TCPAddr).Port
	_ = listener.Close()
	c := to(sshtest.Start(t))
	c.Port, c.DialErrorLimit = &port, ptr(2)
	mustFail(t, dial(t, c), "connection refused by root@127.0.0.1:", "2 attempts")
}

func TestSilentServerTimesOut(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	c := to(sshtest.Start(t))
	c.Port, c.PerDialTimeout = ptr(listener.Addr().(*net.TCPAddr).Port), ptr(1)
	mustFail(t, dial(t, c), "no answer", "within 1 seconds")
}

func TestCancelEndsDialing(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	c := to(sshtest.Start(t))
	c.Port, c.DialErrorLimit, c.PerDialTimeout = ptr(listener.Addr().(*net.TCPAddr).Port), ptr(-1), ptr(0)
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		if conn, err := listener.Accept(); err == nil {
			cancel()
			defer conn.Close()
		}
	}()
	_, err = c.Dial(ctx)
	mustFail(t, err, "cancelled")
}

func TestProxy(t *testing.T) {
	target, proxy := sshtest.Start(t), sshtest.Start(t)
	c := to(target)
	c.Proxy = &connection.ProxyConnection{Endpoint: to(proxy).Endpoint}
	if err := dial(t, c); err != nil {
		t.Fatal(err)
	}
	c.Proxy.HostKey = nil
	mustFail(t, dial(t, c), "proxy: ", "is missing")
	c.Proxy.HostKey = &target.HostKey.Public
	mustFail(t, dial(t, c), "proxy: ", "has host key")
	c.Proxy.HostKey, c.HostKey = &proxy.HostKey.Public, &proxy.HostKey.Public
	mustFail(t, dial(t, c), "through proxy", "has host key")
}

func TestBrokenPrivateKeyIsNotRepeated(t *testing.T) {
	failures := connection.Check("connection", property.New(map[string]property.Value{
		"host": property.New("203.0.113.11"), "hostKey": property.New(sshtest.NewKey(t).Public),
		"privateKey": property.New("not a key"),
	}))
	if len(failures) != 1 || failures[0].Property != "connection.privateKey" || strings.Contains(failures[0].Reason, "not a key") {
		t.Fatalf("got %+v", failures)
	}
}

func TestCheck(t *testing.T) {
	key := sshtest.NewKey(t)
	good := map[string]property.Value{
		"host": property.New("203.0.113.11"), "hostKey": property.New(key.Public),
		"privateKey": property.New(key.Private).WithSecret(true), "port": property.New(22.0),
	}
	cases := []struct {
		name   string
		change map[string]property.Value
		want   string
	}{
		{"good", nil, ""},
		{"unknown host key", map[string]property.Value{"hostKey": property.New(property.Computed)}, ""},
		{"no host key", map[string]property.Value{"hostKey": property.New(property.Null)}, "connection.hostKey"},
		{"bad host key", map[string]property.Value{"hostKey": property.New("ssh-ed25519")}, "connection.hostKey"},
		{"unknown setting", map[string]property.Value{"hostkey": property.New("x")}, "connection.hostkey"},
		{"port", map[string]property.Value{"port": property.New(22.5)}, "connection.port"},
		{"limit", map[string]property.Value{"dialErrorLimit": property.New(-2.0)}, "connection.dialErrorLimit"},
		{"kind", map[string]property.Value{"user": property.New(true)}, "connection.user"},
		{"proxy", map[string]property.Value{"proxy": property.New(map[string]property.Value{"host": property.New("h")})}, "connection.proxy.hostKey"},
	}
	t.Setenv("SSH_AUTH_SOCK", "/nowhere")
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			given := property.NewMap(good)
			for key, value := range c.change {
				given = given.Set(key, value)
			}
			failures := connection.Check("connection", property.New(given))
			if c.want == "" && len(failures) == 0 {
				return
			}
			if len(failures) != 1 || failures[0].Property != c.want {
				t.Fatalf("got %+v", failures)
			}
		})
	}
}
