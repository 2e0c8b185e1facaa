package remote

import (
	"fmt"
	"os/exec"
	"testing"

	"golang.org/x/crypto/ssh"
)

// A shell that lost its connection is adopted by a process that has children of its own: those must live on.
func TestKillSiblingsSparesWhatIsNotSshds(t *testing.T) {
	script := fmt.Sprintf(killSiblings, ssh.SIGKILL)
	family := `setsid sleep 60 & sibling=$!; sh -c "$1"; kill -0 $sibling; alive=$?; kill $sibling; exit $alive`
	if out, err := exec.Command("sh", "-c", family, "sh", script).CombinedOutput(); err != nil {
		t.Fatalf("the sibling was ended: %v %s", err, out)
	}
}

// Where the parent is sshd, the same script ends the sibling and spares itself.
func TestKillSiblingsEndsWhatSshdStarted(t *testing.T) {
	script := fmt.Sprintf(killSiblings, ssh.SIGKILL)
	family := `printf sshd-session > /proc/$$/comm; setsid sleep 60 & sibling=$!; sleep 0.2; sh -c "$1"; code=$?
sleep 0.2; if kill -0 $sibling 2>/dev/null; then kill $sibling; exit 2; fi; exit $code`
	if out, err := exec.Command("sh", "-c", family, "sh", script).CombinedOutput(); err != nil {
		t.Fatalf("the sibling lives on: %v %s", err, out)
	}
}
