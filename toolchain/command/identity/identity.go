// Package identity has what local and remote commands share as resources.
package identity

import (
	"crypto/rand"
	"encoding/hex"

	"github.com/pulumi/pulumi-go-provider/infer"
)

// New makes the ID of a resource that has none in the world outside.
func New(name string) string {
	random := make([]byte, 4)
	_, _ = rand.Read(random) // never fails: it would end the process
	return name + "-" + hex.EncodeToString(random)
}

// Unfinished tells Pulumi to keep a resource whose command failed after it had started.
func Unfinished(err error) error {
	if err == nil {
		return nil
	}
	return infer.ResourceInitFailedError{Reasons: []string{err.Error()}}
}

// NotCreated keeps a refresh from taking an unfinished resource for a finished one.
func NotCreated() error {
	return infer.ResourceInitFailedError{Reasons: []string{
		"the create command has not finished: run `pulumi up` to run it again, or `pulumi destroy` to clean up",
	}}
}

// PreviousOutput is the last command's output as variables for the next one.
func PreviousOutput(stdout, stderr *string) map[string]string {
	variables := map[string]string{}
	if stdout != nil {
		variables["PULUMI_COMMAND_STDOUT"] = *stdout
	}
	if stderr != nil {
		variables["PULUMI_COMMAND_STDERR"] = *stderr
	}
	return variables
}
