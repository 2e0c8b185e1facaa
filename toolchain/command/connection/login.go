package connection

import (
	"errors"
	"fmt"
	"net"
	"os"
	"strings"

	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/agent"
)

// login is all we can show to a server to be let in.
type login struct {
	methods []ssh.AuthMethod
	// shown names what is shown without giving it away.
	shown []string
	agent net.Conn
}

// newLogin prepares the private key first, since it takes preference, then the agent's keys and the password.
func (e Endpoint) newLogin() (*login, error) {
	l := &login{}
	if e.PrivateKey != nil {
		signer, err := parsePrivateKey(*e.PrivateKey, e.PrivateKeyPassword)
		if err != nil {
			return nil, fmt.Errorf("privateKey for %s %w", e, err)
		}
		l.methods = append(l.methods, ssh.PublicKeys(signer))
		l.shown = append(l.shown, "private key "+describeKey(signer.PublicKey()))
	}
	if path := e.agentPath(); path != "" {
		if err := l.addAgent(path); err != nil {
			return nil, fmt.Errorf("SSH agent for %s doesn't answer: %w", e, err)
		}
	}
	if e.Password != nil {
		l.addPassword(*e.Password)
	}
	if len(l.methods) == 0 {
		return nil, fmt.Errorf("there is no way to log in to %s: %s", e, noLogin)
	}
	return l, nil
}

const noLogin = "set privateKey, password or agentSocketPath, or start an SSH agent"

// agentPath is the agent that is asked for, or the user's own when nothing else is.
func (e Endpoint) agentPath() string {
	if e.AgentSocketPath != nil {
		return *e.AgentSocketPath
	}
	if e.PrivateKey != nil || e.Password != nil {
		return ""
	}
	return os.Getenv("SSH_AUTH_SOCK")
}

func (l *login) addAgent(path string) error {
	conn, err := net.Dial("unix", path)
	if err != nil {
		return err
	}
	l.agent = conn
	client := agent.NewClient(conn)
	keys, err := client.List()
	if err != nil {
		return errors.Join(err, conn.Close())
	}
	l.methods = append(l.methods, ssh.PublicKeysCallback(client.Signers))
	l.shown = append(l.shown, fmt.Sprintf("%d keys of agent %s", len(keys), path))
	return nil
}

// addPassword answers both ways in which servers ask for one.
func (l *login) addPassword(password string) {
	answer := func(_, _ string, questions []string, _ []bool) ([]string, error) {
		answers := make([]string, len(questions))
		for i := range answers {
			answers[i] = password
		}
		return answers, nil
	}
	l.methods = append(l.methods, ssh.Password(password), ssh.KeyboardInteractive(answer))
	l.shown = append(l.shown, "password")
}

func (l *login) String() string { return strings.Join(l.shown, ", ") }

func (l *login) close() {
	if l.agent != nil {
		_ = l.agent.Close()
	}
}

// parsePrivateKey never repeats anything of the key in its error.
func parsePrivateKey(text string, password *string) (ssh.Signer, error) {
	if password != nil {
		signer, err := ssh.ParsePrivateKeyWithPassphrase([]byte(text), []byte(*password))
		if err == nil {
			return signer, nil
		}
		if _, plain := ssh.ParsePrivateKey([]byte(text)); plain != nil && isEncrypted(plain) {
			return nil, errors.New("isn't opened by privateKeyPassword")
		}
	}
	signer, err := ssh.ParsePrivateKey([]byte(text))
	if isEncrypted(err) {
		return nil, errors.New("is encrypted: set privateKeyPassword too")
	}
	if err != nil {
		return nil, errors.New("is no private key in OpenSSH's or PEM form (does it end with a line break, and is it the whole file?)")
	}
	return signer, nil
}

func isEncrypted(err error) bool {
	var missing *ssh.PassphraseMissingError
	return errors.As(err, &missing)
}
