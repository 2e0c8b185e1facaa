package local

import (
	"fmt"
	"io/fs"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/pulumi/pulumi-go-provider/infer/types"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

// collectAssets makes an asset of each file that the patterns choose.
func collectAssets(dir string, patterns []string) (map[string]types.AssetOrArchive, error) {
	files, err := chooseFiles(dir, patterns)
	if err != nil {
		return nil, err
	}
	assets := make(map[string]types.AssetOrArchive, len(files))
	for name, file := range files {
		asset, err := resource.NewPathAsset(file)
		if err != nil {
			return nil, err
		}
		assets[name] = types.AssetOrArchive{Asset: asset}
	}
	return assets, nil
}

// collectArchive puts the files that the patterns choose into one archive.
func collectArchive(dir string, patterns []string) (*resource.Archive, error) {
	assets, err := collectAssets(dir, patterns)
	if err != nil {
		return nil, err
	}
	members := make(map[string]any, len(assets))
	for name, asset := range assets {
		members[name] = asset.Asset
	}
	return resource.NewAssetArchive(members)
}

// chooseFiles maps names relative to the folder to whole paths. Later patterns win; `!` takes files out again.
func chooseFiles(dir string, patterns []string) (map[string]string, error) {
	rules, err := parseRules(patterns)
	if err != nil {
		return nil, err
	}
	root, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	files := map[string]string{}
	err = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		relative, err := filepath.Rel(root, path)
		if name := filepath.ToSlash(relative); err == nil && rules.choose(name) {
			files[name] = path
		}
		return err
	})
	return files, err
}

type rule struct {
	pattern *regexp.Regexp
	exclude bool
}

type rules []rule

func (r rules) choose(name string) bool {
	chosen := false
	for _, rule := range r {
		if rule.pattern.MatchString(name) {
			chosen = !rule.exclude
		}
	}
	return chosen
}

func parseRules(patterns []string) (rules, error) {
	parsed := make(rules, 0, len(patterns))
	for _, text := range patterns {
		glob, exclude := strings.CutPrefix(text, "!")
		pattern, err := regexp.Compile(globToRegexp(glob))
		if err != nil {
			return nil, fmt.Errorf("%q is no path pattern: brackets and braces must be closed", text)
		}
		parsed = append(parsed, rule{pattern, exclude})
	}
	return parsed, nil
}

var globToken = regexp.MustCompile(`\*\*|\\.|\[!|.`)

var globMeaning = map[string]string{
	"**": ".*", "*": "[^/]*", "?": "[^/]", "[": "[", "[!": "[^", "]": "]", "{": "(?:", "}": ")", ",": "|", "-": "-",
}

// globToRegexp translates `*`, `**`, `?`, `[a-z]`, `[!a]` and `{a,b}`. A comma is itself outside braces.
func globToRegexp(glob string) string {
	depth := 0
	body := globToken.ReplaceAllStringFunc(glob, func(token string) string {
		switch {
		case token == "{":
			depth++
		case token == "}":
			depth--
		case token == "," && depth == 0:
			return ","
		}
		if meaning, special := globMeaning[token]; special {
			return meaning
		}
		return regexp.QuoteMeta(strings.TrimPrefix(token, `\`))
	})
	return "^(?s:" + body + ")$"
}
