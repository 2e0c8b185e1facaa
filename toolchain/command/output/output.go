// Package output catches what a command prints, and shows it while the command runs.
package output

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"

	p "github.com/pulumi/pulumi-go-provider"

	"k-one/toolchain/command/secret"
)

// Logging says which outputs of a command are shown.
type Logging string

// The outputs that can be shown.
const (
	Stdout          Logging = "stdout"
	Stderr          Logging = "stderr"
	StdoutAndStderr Logging = "stdoutAndStderr"
	None            Logging = "none"
)

// tailLines is how much of an output an error repeats.
const tailLines = 20

// Output is what a command has printed so far.
type Output struct {
	ctx     context.Context
	logging Logging
	out     bytes.Buffer
	err     bytes.Buffer
	lines   []*lineWriter
}

// New makes an empty output. Without a choice, both streams are shown.
func New(ctx context.Context, logging Logging) *Output {
	if logging == "" {
		logging = StdoutAndStderr
	}
	return &Output{ctx: ctx, logging: logging}
}

// StdoutWriter takes the command's standard output.
func (o *Output) StdoutWriter() io.Writer { return o.writer(&o.out, o.shows(Stdout)) }

// StderrWriter takes the command's standard error.
func (o *Output) StderrWriter() io.Writer { return o.writer(&o.err, o.shows(Stderr)) }

// Stdout is the standard output without its last line break.
func (o *Output) Stdout() string { return strings.TrimSuffix(o.out.String(), "\n") }

// Stderr is the standard error without its last line break.
func (o *Output) Stderr() string { return strings.TrimSuffix(o.err.String(), "\n") }

// Flush shows last lines that have no line break. The command must have ended.
func (o *Output) Flush() {
	for _, line := range o.lines {
		line.flush()
	}
}

// Tail repeats for an error the end of what may be shown, or says why there is nothing.
func (o *Output) Tail() string {
	var parts []string
	for _, stream := range []struct {
		name Logging
		text string
	}{{Stderr, o.Stderr()}, {Stdout, o.Stdout()}} {
		if !o.shows(stream.name) || strings.TrimSpace(stream.text) == "" {
			continue
		}
		parts = append(parts, fmt.Sprintf("\n%s: %s", stream.name, secret.Hide(o.ctx, tail(stream.text))))
	}
	if len(parts) == 0 && o.logging != StdoutAndStderr {
		return fmt.Sprintf(" (what it printed is not shown: logging is %q)", o.logging)
	}
	return strings.Join(parts, "")
}

func (o *Output) shows(stream Logging) bool {
	return o.logging == StdoutAndStderr || o.logging == stream
}

func (o *Output) writer(buffer *bytes.Buffer, shown bool) io.Writer {
	if !shown {
		return buffer
	}
	lines := &lineWriter{show: func(line string) { p.GetLogger(o.ctx).Info(secret.Hide(o.ctx, line)) }}
	o.lines = append(o.lines, lines)
	return io.MultiWriter(buffer, lines)
}

func tail(text string) string {
	lines := strings.Split(text, "\n")
	if len(lines) <= tailLines {
		return text
	}
	return "…\n" + strings.Join(lines[len(lines)-tailLines:], "\n")
}

// lineWriter shows whole lines.
type lineWriter struct {
	rest []byte
	show func(string)
}

func (w *lineWriter) Write(data []byte) (int, error) {
	w.rest = append(w.rest, data...)
	for {
		line, rest, found := bytes.Cut(w.rest, []byte("\n"))
		if !found {
			return len(data), nil
		}
		w.show(string(line))
		w.rest = rest
	}
}

func (w *lineWriter) flush() {
	if len(w.rest) > 0 {
		w.show(string(w.rest))
		w.rest = nil
	}
}
