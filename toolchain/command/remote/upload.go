package remote

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"github.com/pkg/sftp"

	"k-one/toolchain/command/connection"
	"k-one/toolchain/command/output"
)

// textMode is that of a file that has no mode of its own to bring along.
const textMode fs.FileMode = 0o644

// source is what is to be copied: a text, a file or a folder.
type source struct {
	text   []byte
	path   string
	folder bool
	mode   fs.FileMode
}

// upload copies a source to a path on the target. A path that is a folder there gets the source put into it.
func upload(ctx context.Context, target connection.Connection, from source, to string) error {
	client, err := target.Dial(ctx)
	if err != nil {
		return err
	}
	defer client.Close()
	// The protocol's calls know no context, but they end with their connection.
	defer context.AfterFunc(ctx, client.Close)()
	files, err := sftp.NewClient(client.SSH())
	if err != nil {
		return fmt.Errorf("%s offers no SFTP: %w", client, err)
	}
	defer files.Close()
	err = uploader{files: files}.put(from, to)
	if ctx.Err() != nil {
		return fmt.Errorf("copying to %s on %s %s", to, client, output.Cancelled(ctx))
	}
	if err != nil {
		return fmt.Errorf("copying to %s on %s: %w", to, client, err)
	}
	return nil
}

type uploader struct{ files *sftp.Client }

func (u uploader) put(from source, to string) error {
	target, err := u.target(from, to)
	if err != nil {
		return err
	}
	if err := u.files.MkdirAll(path.Dir(target)); err != nil {
		return err
	}
	if from.folder {
		return u.putFolder(from.path, target)
	}
	if from.path == "" {
		return u.putFile(bytes.NewReader(from.text), target, textMode)
	}
	return u.putPath(from.path, target, from.mode)
}

// target is where the source goes: the path itself, or a name in it when it is a folder already.
func (u uploader) target(from source, to string) (string, error) {
	there, err := u.files.Stat(to)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return to, nil
	case err != nil:
		return "", err
	case there.IsDir() && from.path == "":
		return "", errors.New("it is a folder, and a text has no file name: give the path of the file")
	case there.IsDir():
		return path.Join(to, filepath.Base(from.path)), nil
	case from.folder:
		return "", errors.New("it is a file, and the source is a folder")
	}
	return to, nil
}

func (u uploader) putFolder(from, to string) error {
	return filepath.WalkDir(from, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		relative, err := filepath.Rel(from, name)
		if err != nil {
			return err
		}
		target := path.Join(to, filepath.ToSlash(relative))
		info, err := os.Stat(name) // follows links: the target has no use for a link to our files
		if err != nil {
			return err
		}
		switch {
		case info.IsDir() && !entry.IsDir():
			return fmt.Errorf("%s is a link to a folder, which can't be copied", name)
		case info.IsDir():
			return u.files.MkdirAll(target)
		case !info.Mode().IsRegular():
			return fmt.Errorf("%s is neither a file nor a folder", name)
		}
		return u.putPath(name, target, info.Mode().Perm())
	})
}

func (u uploader) putPath(from, to string, mode fs.FileMode) error {
	file, err := os.Open(from)
	if err != nil {
		return err
	}
	defer file.Close()
	return u.putFile(file, to, mode)
}

// putFile writes beside the target and renames, so that nobody ever reads half a file.
func (u uploader) putFile(content io.Reader, to string, mode fs.FileMode) error {
	if there, err := u.files.Stat(to); err == nil {
		mode = there.Mode().Perm()
		if real, err := u.files.RealPath(to); err == nil {
			to = real // a link stays one
		}
	}
	draft := path.Join(path.Dir(to), "."+path.Base(to)+"."+randomName())
	if err := u.write(content, draft, mode); err != nil {
		_ = u.files.Remove(draft)
		return err
	}
	if err := u.files.PosixRename(draft, to); err != nil {
		return errors.Join(err, u.files.Remove(draft))
	}
	return nil
}

func (u uploader) write(content io.Reader, name string, mode fs.FileMode) error {
	file, err := u.files.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL)
	if err != nil {
		return err
	}
	// The mode comes before the content, which may be for few eyes.
	err = file.Chmod(mode)
	if err == nil {
		_, err = file.ReadFrom(content)
	}
	return errors.Join(err, file.Close())
}

func randomName() string {
	random := make([]byte, 4)
	_, _ = rand.Read(random)
	return hex.EncodeToString(random)
}
