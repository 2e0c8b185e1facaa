// Package sshtest is a small SSH server for tests, on a port of its own on the loopback interface.
package sshtest

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/pem"
	"errors"
	"io"
	"net"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"
)

// Key is a key pair in the forms that settings have.
type Key struct {
	Signer  ssh.Signer
	Private string
	Public  string
}

// NewKey makes a key pair.
func NewKey(t *testing.T) Key {
	t.Helper()
	_, private, err := ed25519.GenerateKey(rand.Reader)
	check(t, err)
	signer, err := ssh.NewSignerFromKey(private)
	check(t, err)
	block, err := ssh.MarshalPrivateKey(private, "")
	check(t, err)
	public := strings.TrimSpace(string(ssh.MarshalAuthorizedKey(signer.PublicKey())))
	return Key{Signer: signer, Private: string(pem.EncodeToMemory(block)), Public: public}
}

// Server is a running server. Its fields may be set until the first connection.
type Server struct {
	HostKey Key
	// UserKey is let in.
	UserKey Key
	// Password is let in, when it isn't empty.
	Password string
	// AcceptEnv lists the variables that a client may set.
	AcceptEnv []string

	Port     int
	listener net.Listener
	mu       sync.Mutex
	logins   int
}

// Start starts a server that ends with the test.
func Start(t *testing.T) *Server {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	check(t, err)
	server := &Server{HostKey: NewKey(t), UserKey: NewKey(t), listener: listener}
	server.Port = listener.Addr().(*net.TCPAddr).Port
	go server.serve()
	t.Cleanup(func() { _ = listener.Close() })
	return server
}

// Logins tells how often a client tried to log in.
func (s *Server) Logins() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.logins
}

func (s *Server) serve() {
	for {
		conn, err := s.listener.Accept()
		if err != nil {
			return
		}
		go s.handle(conn)
	}
}

func (s *Server) handle(conn net.Conn) {
	defer conn.Close()
	config := &ssh.ServerConfig{PublicKeyCallback: s.checkKey, PasswordCallback: s.checkPassword}
	config.AddHostKey(s.HostKey.Signer)
	inner, channels, requests, err := ssh.NewServerConn(conn, config)
	if err != nil {
		return
	}
	defer inner.Close()
	go ssh.DiscardRequests(requests)
	for channel := range channels {
		switch channel.ChannelType() {
		case "session":
			go s.session(channel)
		case "direct-tcpip":
			go forward(channel)
		default:
			_ = channel.Reject(ssh.UnknownChannelType, "")
		}
	}
}

var errRefused = errors.New("refused")

func (s *Server) checkKey(_ ssh.ConnMetadata, key ssh.PublicKey) (*ssh.Permissions, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.logins++
	if string(key.Marshal()) == string(s.UserKey.Signer.PublicKey().Marshal()) {
		return nil, nil
	}
	return nil, errRefused
}

func (s *Server) checkPassword(_ ssh.ConnMetadata, password []byte) (*ssh.Permissions, error) {
	if s.Password != "" && string(password) == s.Password {
		return nil, nil
	}
	return nil, errRefused
}

func (s *Server) session(incoming ssh.NewChannel) {
	channel, requests, err := incoming.Accept()
	if err != nil {
		return
	}
	defer channel.Close()
	var env []string
	var running *exec.Cmd
	done := make(chan struct{})
	for {
		select {
		case <-done:
			return
		case request, open := <-requests:
			if !open {
				return
			}
			ok := true
			switch request.Type {
			case "env":
				var variable struct{ Name, Value string }
				_ = ssh.Unmarshal(request.Payload, &variable)
				ok = slices.Contains(s.AcceptEnv, variable.Name)
				env = append(env, variable.Name+"="+variable.Value)
			case "exec":
				var command struct{ Text string }
				_ = ssh.Unmarshal(request.Payload, &command)
				running = start(channel, command.Text, env, done)
			case "subsystem":
				go func() { defer close(done); serveFiles(channel) }()
			case "signal":
				var signal struct{ Name string }
				_ = ssh.Unmarshal(request.Payload, &signal)
				if running != nil && running.Process != nil {
					number := map[string]syscall.Signal{"TERM": syscall.SIGTERM, "KILL": syscall.SIGKILL}[signal.Name]
					_ = syscall.Kill(-running.Process.Pid, number)
				}
			default:
				ok = false
			}
			if request.WantReply {
				_ = request.Reply(ok, nil)
			}
		}
	}
}

func start(channel ssh.Channel, text string, env []string, done chan<- struct{}) *exec.Cmd {
	cmd := exec.Command("/bin/sh", "-c", text)
	cmd.Env = append(cmd.Environ(), env...)
	cmd.Stdout, cmd.Stderr = channel, channel.Stderr()
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	stdin, _ := cmd.StdinPipe()
	if cmd.Start() != nil {
		close(done)
		return cmd
	}
	go func() { _, _ = io.Copy(stdin, channel); _ = stdin.Close() }()
	go func() {
		defer close(done)
		_ = cmd.Wait()
		status := struct{ Code uint32 }{uint32(max(cmd.ProcessState.ExitCode(), 0))}
		_, _ = channel.SendRequest("exit-status", false, ssh.Marshal(&status))
	}()
	return cmd
}

func serveFiles(channel ssh.Channel) {
	if server, err := sftp.NewServer(channel); err == nil {
		_ = server.Serve()
	}
}

func forward(incoming ssh.NewChannel) {
	var to struct {
		Host     string
		Port     uint32
		FromHost string
		FromPort uint32
	}
	_ = ssh.Unmarshal(incoming.ExtraData(), &to)
	target, err := net.DialTCP("tcp", nil, &net.TCPAddr{IP: net.ParseIP(to.Host), Port: int(to.Port)})
	if err != nil {
		_ = incoming.Reject(ssh.ConnectionFailed, "Connection refused")
		return
	}
	channel, requests, err := incoming.Accept()
	if err != nil {
		return
	}
	go ssh.DiscardRequests(requests)
	go func() { _, _ = io.Copy(target, channel); _ = target.CloseWrite() }()
	_, _ = io.Copy(channel, target)
	_ = channel.Close()
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
