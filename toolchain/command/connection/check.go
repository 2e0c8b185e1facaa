package connection

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	p "github.com/pulumi/pulumi-go-provider"
	"github.com/pulumi/pulumi/sdk/v3/go/property"
)

type kind string

const (
	text   kind = "a text"
	number kind = "a whole number"
	object kind = "an object"
)

var settings = map[string]kind{
	"agentSocketPath": text, "dialErrorLimit": number, "host": text, "hostKey": text, "password": text,
	"perDialTimeout": number, "port": number, "privateKey": text, "privateKeyPassword": text, "user": text,
}

var lowest = map[string]float64{"dialErrorLimit": -1, "perDialTimeout": 0, "port": 1}

// Check finds the mistakes in a connection that can be found without dialing.
// Its messages name settings and repeat none of their values, which are secret.
func Check(path string, value property.Value) []p.CheckFailure {
	c := &checker{}
	c.connection(path, value, true)
	return c.failures
}

type checker struct{ failures []p.CheckFailure }

func (c *checker) fail(path, reason string, args ...any) {
	c.failures = append(c.failures, p.CheckFailure{Property: path, Reason: fmt.Sprintf(reason, args...)})
}

func (c *checker) connection(path string, value property.Value, proxyAllowed bool) {
	if value.IsComputed() {
		return
	}
	if !value.IsMap() {
		c.fail(path, "must be %s with at least host and hostKey", object)
		return
	}
	given := value.AsMap()
	before := len(c.failures)
	for key, setting := range given.AllStable {
		if key == "proxy" && proxyAllowed {
			if !setting.IsNull() {
				c.connection(path+".proxy", setting, false)
			}
			continue
		}
		c.setting(path, key, setting, proxyAllowed)
	}
	if len(c.failures) == before {
		c.meaning(path, given)
	}
}

func (c *checker) setting(path, key string, value property.Value, proxyAllowed bool) {
	wanted, known := settings[key]
	path += "." + key
	switch {
	case !known:
		c.fail(path, "is no setting of a connection. Allowed: %s", strings.Join(allowed(proxyAllowed), ", "))
	case value.IsComputed() || value.IsNull():
	case wanted == text && !value.IsString():
		c.fail(path, "must be %s", wanted)
	case wanted == number && !isWhole(value, lowest[key]):
		c.fail(path, "must be %s, at least %v", wanted, lowest[key])
	}
}

func isWhole(value property.Value, lowest float64) bool {
	return value.IsNumber() && value.AsNumber() == math.Trunc(value.AsNumber()) && value.AsNumber() >= lowest
}

func allowed(proxyAllowed bool) []string {
	names := slices.Collect(maps.Keys(settings))
	if proxyAllowed {
		names = append(names, "proxy")
	}
	slices.Sort(names)
	return names
}

// meaning looks at settings that are of the right kind.
func (c *checker) meaning(path string, given property.Map) {
	host, port := knownText(given, "host"), float64(defaultPort)
	if v := given.Get("port"); v.IsNumber() {
		port = v.AsNumber()
	}
	if v := given.Get("host"); !v.IsComputed() && host == "" {
		c.fail(path+".host", "is missing")
		return
	}
	if port > math.MaxUint16 {
		c.fail(path+".port", "must be at most %d", math.MaxUint16)
	}
	c.hostKey(path+".hostKey", given.Get("hostKey"), howToGetHostKey(host, int(port)))
	c.login(path, given)
}

func (c *checker) hostKey(path string, value property.Value, howTo string) {
	if value.IsComputed() {
		return
	}
	keys, err := parseHostKeys(textOf(value))
	if err != nil {
		c.fail(path, "%v", err)
	} else if len(keys) == 0 {
		c.fail(path, "%s", howTo)
	}
}

func (c *checker) login(path string, given property.Map) {
	key, password := given.Get("privateKey"), given.Get("privateKeyPassword")
	if key.IsComputed() || password.IsComputed() {
		return
	}
	if key.IsString() {
		var opening *string
		if password.IsString() {
			opening = new(string)
			*opening = password.AsString()
		}
		if _, err := parsePrivateKey(key.AsString(), opening); err != nil {
			c.fail(path+".privateKey", "%v", err)
		}
		return
	}
	if given.Get("password").IsNull() && given.Get("agentSocketPath").IsNull() && (Endpoint{}).agentPath() == "" {
		c.fail(path, "has no way to log in: %s", noLogin)
	}
}

func knownText(given property.Map, key string) string { return textOf(given.Get(key)) }

func textOf(value property.Value) string {
	if value.IsString() {
		return value.AsString()
	}
	return ""
}
