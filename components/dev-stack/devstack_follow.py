"""Starts a job as a transient unit, or finds it running, and shows its progress until it ends."""

import os
import re
import select
import subprocess
import sys
import uuid

from devstack_filter import Filter
from devstack_state import LIBRARY, LOG, Failure, path, read_json, read_text, remove, write, write_json

UNIT = "k-one-devstack.service"
TIME = re.compile(r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)? \| ")
COMMAND = re.compile(r"^(?:\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)? \| )?(\++ ?\S+:\S+:\d+ .*)$")
TRACE = re.compile(r"^\++ ")
ENDING = re.compile(r"(exit_trap|err_trap|:die:|worlddump)")


def is_running():
    state = subprocess.run(
        ["systemctl", "show", "--property=ActiveState", UNIT], stdout=subprocess.PIPE, universal_newlines=True
    ).stdout
    return any(word in state for word in ("=active", "=activating", "=deactivating"))


def start(job, hash_, minutes):
    """A unit of its own for the job; --collect leaves nothing of it behind."""
    run = uuid.uuid4().hex
    remove("result.json")
    remove("ended")
    write("phases", "")
    write_json("running.json", {"run": run, "job": job, "hash": hash_})
    ended = "/bin/sh -c 'umask 077; echo \"$SERVICE_RESULT\" >%s'" % path("ended")
    words = ["systemd-run", "--quiet", "--collect", "--unit=" + UNIT, "--description=DevStack for k-one: " + job]
    words += ["--property=RuntimeMaxSec=%d" % (minutes * 60), "--property=ExecStopPost=" + ended]
    words += ["python3", "-B", os.path.join(LIBRARY, "devstack_job.py"), job, run]
    done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True)
    if done.returncode != 0:
        raise Failure("systemd starts no unit for DevStack: %s" % done.stdout.strip())


def follow(show, pause=1.0):
    """Shows the running job's phases until it ends."""
    cleaned = Filter(secrets())
    position = 0
    while True:
        ended = not is_running()
        text = read_text(path("phases"))
        show(cleaned.feed(text[position:]))
        position = len(text)
        if ended:
            show(cleaned.end())
            return
        if is_abandoned(pause):
            sys.exit(1)


def secrets():
    return list((read_json("secrets.json") or {}).values())


def is_abandoned(seconds):
    """Waits, but not for longer than somebody listens: whoever has gone closes our output."""
    poll = select.poll()
    poll.register(sys.stdout.fileno(), 0)
    return any(event & (select.POLLERR | select.POLLHUP) for _, event in poll.poll(int(seconds * 1000)))


class Lines:
    """Shows the phases, whole lines without their times."""

    def __init__(self, out):
        self.out = out
        self.rest = ""

    def __call__(self, text):
        lines = (self.rest + text).split("\n")
        self.rest = lines.pop()
        for line in lines:
            if is_phase(line):
                self.out.write(TIME.sub("", line) + "\n")
        self.out.flush()


def judge(running):
    """Raises what went wrong with a job that has ended, all secrets taken out."""
    result = read_json("result.json")
    if result is not None and result["run"] == running["run"] and result["code"] == 0:
        return
    raise Failure(redact("\n".join(complaint(running, result))))


def complaint(running, result):
    told = result is not None and result["run"] == running["run"]
    ended = read_text(path("ended")).strip()
    if told:
        yield "DevStack failed: %s." % result["failure"]
    elif ended == "timeout":
        yield "DevStack took longer than the site's file allows (devStack.timeout)."
    else:
        yield "DevStack's unit ended before its work was done (%s): was the machine rebooted?" % (ended or "no trace of it")
    yield "Last phase: %s" % last_phase()
    log = os.path.realpath(LOG)
    if running["job"] != "stack" or not os.path.exists(log):
        return
    lines = read_text(log).splitlines()
    command = failing_command(lines)
    if command:
        yield "Failing command: %s" % command
    if any("No space left on device" in line for line in lines[-200:]):
        yield "The disk is full: make room on this machine."
    yield "The log on this machine (it holds secrets): %s" % log
    yield "Its end:"
    for line in lines[-8:]:
        yield "    " + TIME.sub("", line)


def last_phase():
    lines = read_text(path("phases")).splitlines()
    return next((TIME.sub("", line).strip() for line in reversed(lines) if is_phase(line)), "none")


def is_phase(line):
    """Before stack.sh has its log it traces its commands there, too."""
    return TIME.sub("", line).strip() != "" and COMMAND.match(line) is None and TRACE.match(line) is None


def failing_command(lines):
    """The last command that bash traced before DevStack's own way out, with its place."""
    last = None
    for line in lines[-400:]:
        found = COMMAND.match(line)
        if found is None:
            continue
        if ENDING.search(found.group(1)):
            break
        last = re.sub(r"\s+", " ", found.group(1))
    return last


def redact(text):
    cleaned = Filter(secrets())
    return cleaned.feed(text) + cleaned.end()


def copy_log(out):
    """The newest log, and before it the phases, without secrets."""
    for file in (path("phases"), os.path.realpath(LOG)):
        cleaned = Filter(secrets())
        if os.path.exists(file):
            with open(file, errors="replace") as opened:
                for piece in iter(lambda: opened.read(65536), ""):
                    out.write(cleaned.feed(piece))
            out.write(cleaned.end() + "\n")


def wait_for_other(wanted, show):
    """Lets a job end that somebody else has begun and that isn't ours; tells which one runs, or None."""
    running = read_json("running.json") or {}
    while is_running() and {key: running.get(key) for key in wanted} != wanted:
        show("k-one: another job runs here (%s); waiting for its end\n" % running.get("job"))
        while is_running():
            if is_abandoned(1):
                sys.exit(1)
        running = read_json("running.json") or {}
    return running if is_running() else None


