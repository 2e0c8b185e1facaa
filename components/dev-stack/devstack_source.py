"""DevStack's own source at its pinned state, and the services' clones as far as they are in its way."""

import os
import shutil
import subprocess
import time

from devstack_state import DEVSTACK, HOME, Failure, phase, read_json, write_json

PAUSES = tuple(int(word) for word in os.environ.get("K_ONE_DEVSTACK_PAUSES", "5 15 45").split())


def as_stack(words, environment=None):
    """A command as the user stack, with nothing of root's environment."""
    settings = {
        "HOME": HOME,
        "USER": "stack",
        "LOGNAME": "stack",
        "SHELL": "/bin/bash",
        "LANG": "en_US.UTF-8",
        "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        **(environment or {}),
    }
    return ["runuser", "-u", "stack", "--", "env", "-i", *("%s=%s" % pair for pair in settings.items()), *words]


def proxies(config):
    """Variables that git, pip and DevStack read."""
    mirrors = config["mirrors"]
    found = {}
    if mirrors["proxy"]:
        found = {name: mirrors["proxy"] for name in ("http_proxy", "https_proxy")}
        found["no_proxy"] = ",".join(mirrors["noProxy"])
    if mirrors["pip"]:
        found["PIP_INDEX_URL"] = mirrors["pip"]
    return found


def ensure_source(config):
    """Brings the clone of DevStack to its ref: over the network only when the ref isn't there yet."""
    source = config["source"]
    url = "%s/openstack/devstack.git" % source["gitBase"]
    environment = proxies(config)
    git = lambda *words: command(["git", "-C", DEVSTACK, *words], environment)
    if source["gitBase"].startswith("file:"):
        # A mirror on this machine belongs to root, and git reads nobody else's by default.
        command(["git", "config", "--global", "--replace-all", "safe.directory", "*"], environment, HOME)
    if not os.path.isdir(os.path.join(DEVSTACK, ".git")):
        phase("k-one: cloning DevStack")
        shutil.rmtree(DEVSTACK, ignore_errors=True)
        persist(lambda: command(["git", "clone", "--quiet", "--no-checkout", url, DEVSTACK], environment, HOME))
    git("remote", "set-url", "origin", url)
    wanted = source["ref"] + "^{commit}"
    if not works(lambda: git("rev-parse", "--quiet", "--verify", wanted)):
        phase("k-one: fetching %s of DevStack" % source["ref"])
        persist(lambda: git("fetch", "--quiet", "--tags", "origin", "+refs/heads/*:refs/remotes/origin/*"))
    git("checkout", "--quiet", "--force", "--detach", wanted)


def drop_moved_services(config):
    """DevStack updates a clone to a branch only, so that one of another commit or tag must be made anew."""
    source, before = config["source"], read_json("services.json") or {}
    told = {name: [source["gitBase"], ref] for name, ref in source["services"].items()}
    for name in told:
        if name in before and before[name] != told[name]:
            shutil.rmtree(os.path.join(HOME, name), ignore_errors=True)
    write_json("services.json", told)


def persist(work):
    """Tries again, later each time: git servers are away for minutes now and then."""
    for pause in PAUSES:
        try:
            return work()
        except Failure as failure:
            phase("k-one: once more in %d s: %s" % (pause, failure))
            time.sleep(pause)
    return work()


def works(work):
    try:
        work()
        return True
    except Failure:
        return False


def command(words, environment, folder=None):
    try:
        done = subprocess.run(
            as_stack(words, {**environment, "GIT_TERMINAL_PROMPT": "0"}),
            cwd=folder or DEVSTACK,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            universal_newlines=True,
        )
    except OSError as error:
        raise Failure("`%s`: %s" % (" ".join(words), error)) from None
    if done.returncode != 0:
        last = (done.stdout.strip().splitlines() or ["no output"])[-1]
        raise Failure("`%s`: %s" % (" ".join(words), last))
    return done.stdout
