package connection

import (
	"bytes"
	"errors"
	"fmt"
	"net"
	"strings"

	"golang.org/x/crypto/ssh"
)

// HostKeyError says that a server is another one than expected, or can't prove that it is the one.
type HostKeyError struct {
	Server   string
	Expected []ssh.PublicKey
	Offered  ssh.PublicKey
}

func (e *HostKeyError) Error() string {
	return fmt.Sprintf("%s has host key %s, but hostKey says %s. "+
		"Either this is another machine, or its key was changed: find out which before you change hostKey",
		e.Server, describeKey(e.Offered), describeKeys(e.Expected))
}

// howToGetHostKey is the same sentence in a preview and in a run.
func howToGetHostKey(host string, port int) string {
	return fmt.Sprintf("is missing: without it, any machine can pose as %s. Get the key with `ssh-keyscan -t ed25519 -p %d %s`, "+
		"compare it with /etc/ssh/ssh_host_ed25519_key.pub on the machine itself, and set it, such as `ssh-ed25519 AAAA…`",
		host, port, host)
}

// parseHostKeys reads one public key a line, as in authorized_keys or known_hosts.
func parseHostKeys(text string) ([]ssh.PublicKey, error) {
	var keys []ssh.PublicKey
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		key, _, _, _, err := ssh.ParseAuthorizedKey([]byte(line))
		if err != nil {
			return nil, errors.New("is no public host key. A key looks like `ssh-ed25519 AAAA…`")
		}
		keys = append(keys, key)
	}
	return keys, nil
}

func (e Endpoint) hostKeys() ([]ssh.PublicKey, error) {
	keys, err := parseHostKeys(valueOr(e.HostKey, ""))
	if err != nil {
		return nil, fmt.Errorf("hostKey of %s %w", e, err)
	}
	if len(keys) == 0 {
		return nil, fmt.Errorf("hostKey of %s %s", e, howToGetHostKey(e.Host, e.port()))
	}
	return keys, nil
}

func verifyHostKey(server string, expected []ssh.PublicKey) ssh.HostKeyCallback {
	return func(_ string, _ net.Addr, offered ssh.PublicKey) error {
		for _, key := range expected {
			if bytes.Equal(key.Marshal(), offered.Marshal()) {
				return nil
			}
		}
		return &HostKeyError{Server: server, Expected: expected, Offered: offered}
	}
}

// hostKeyAlgorithms makes a server that has several keys show the one we know.
func hostKeyAlgorithms(keys []ssh.PublicKey) []string {
	var algorithms []string
	for _, key := range keys {
		if key.Type() == ssh.KeyAlgoRSA {
			algorithms = append(algorithms, ssh.KeyAlgoRSASHA512, ssh.KeyAlgoRSASHA256)
		} else {
			algorithms = append(algorithms, key.Type())
		}
	}
	return algorithms
}

func describeKey(key ssh.PublicKey) string {
	return key.Type() + " " + ssh.FingerprintSHA256(key)
}

func describeKeys(keys []ssh.PublicKey) string {
	words := make([]string, len(keys))
	for i, key := range keys {
		words[i] = describeKey(key)
	}
	return strings.Join(words, " or ")
}
