package output

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// Failure is the error of a command that had started: what it did until then stays done.
type Failure struct{ Reason string }

func (f *Failure) Error() string { return f.Reason }

// Failed explains a command's end. Its text, environment and stdin are not repeated: they may be secret.
func (o *Output) Failed(where, how string) error {
	return &Failure{Reason: strings.TrimRight(fmt.Sprintf("the command on %s %s%s", where, how, o.Tail()), "\n")}
}

// HasStarted tells whether a command may have done something before its error.
func HasStarted(err error) bool {
	var failure *Failure
	return errors.As(err, &failure)
}

// Cancelled says how a command ended that was stopped from outside.
func Cancelled(ctx context.Context) string {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return "was stopped, because its time limit (customTimeouts) was over"
	}
	return "was stopped, because the run was cancelled"
}
