package secret_test

import (
	"context"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/property"

	"k-one/toolchain/command/secret"
)

func TestHide(t *testing.T) {
	ctx := secret.With(context.Background(), property.NewMap(map[string]property.Value{
		"create": property.New("mysql --password=Tr0ub4dor").WithSecret(true),
		"stdin":  property.New("plain words stay"),
		"environment": property.New(map[string]property.Value{
			"PIN": property.New("12").WithSecret(true),
		}),
		"connection": property.New(map[string]property.Value{
			"host": property.New("203.0.113.11"), "password": property.New("open sesame"),
		}).WithSecret(true),
	}))
	for given, want := range map[string]string{
		"sh: Tr0ub4dor: not found":   "sh: [secret]: not found",
		"plain words stay":           "plain words stay",
		"pin 12":                     "pin [secret]",
		"203.0.113.11: open sesame!": "203.0.113.11: [secret]!",
	} {
		if got := secret.Hide(ctx, given); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if got := secret.Hide(context.Background(), "as it is"); got != "as it is" {
		t.Errorf("got %q", got)
	}
}
