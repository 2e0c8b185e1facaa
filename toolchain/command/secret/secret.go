// Package secret keeps secret inputs out of messages.
package secret

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/property"
)

const (
	shown = "[secret]"
	// shortest is the length from which a part of a secret is hidden by itself.
	// Shorter parts are words such as `then`, which would make messages unreadable and hide nothing.
	shortest = 6
)

var word = regexp.MustCompile(`[^\s"'` + "`" + `;:,=(){}<>|&]+`)

type contextKey struct{}

// With remembers for a request what is secret in its inputs.
func With(ctx context.Context, inputs ...property.Map) context.Context {
	var secrets []string
	for _, input := range inputs {
		collect(property.New(input), false, &secrets)
	}
	return context.WithValue(ctx, contextKey{}, newReplacer(secrets))
}

// Hide replaces in a message what is secret in the request's inputs: whole values, and the words they consist of.
func Hide(ctx context.Context, message string) string {
	if replacer, ok := ctx.Value(contextKey{}).(*strings.Replacer); ok {
		return replacer.Replace(message)
	}
	return message
}

func collect(value property.Value, inside bool, secrets *[]string) {
	inside = inside || value.Secret()
	switch {
	case value.IsMap():
		for key, element := range value.AsMap().All {
			if key == "connection" && element.IsMap() {
				collectLogin(element.AsMap(), secrets)
			} else {
				collect(element, inside, secrets)
			}
		}
	case value.IsArray():
		for _, element := range value.AsArray().All {
			collect(element, inside, secrets)
		}
	case value.IsString() && inside:
		*secrets = append(*secrets, value.AsString())
	case value.IsAsset() && inside:
		*secrets = append(*secrets, value.AsAsset().Text)
	}
}

// collectLogin takes what opens a door. The whole connection is marked secret, but a message must name its host.
func collectLogin(connection property.Map, secrets *[]string) {
	for _, key := range []string{"password", "privateKey", "privateKeyPassword"} {
		collect(connection.Get(key), true, secrets)
	}
	if proxy := connection.Get("proxy"); proxy.IsMap() {
		collectLogin(proxy.AsMap(), secrets)
	}
}

func newReplacer(secrets []string) *strings.Replacer {
	var parts []string
	for _, secret := range secrets {
		parts = append(parts, word.FindAllString(secret, -1)...)
	}
	parts = slices.DeleteFunc(parts, func(part string) bool { return len(part) < shortest })
	for _, secret := range secrets {
		if trimmed := strings.TrimSpace(secret); trimmed != "" {
			parts = append(parts, trimmed)
		}
	}
	// The replacer takes the first that fits, so the longest come first.
	slices.SortFunc(parts, func(a, b string) int { return len(b) - len(a) })
	var pairs []string
	for _, part := range parts {
		pairs = append(pairs, part, shown)
	}
	return strings.NewReplacer(pairs...)
}
