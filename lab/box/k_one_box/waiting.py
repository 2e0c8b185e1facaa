"""Waiting for something that another process brings about."""

import time


class TimedOut(Exception):
    """What was waited for did not come."""


def wait_for(what, check, seconds, pause=0.5):
    """Calls check until it returns something true, which it returns; an exception counts as not yet."""
    end = time.monotonic() + seconds
    reason = "it never came"
    while time.monotonic() < end:
        try:
            result = check()
            if result:
                return result
        except Exception as error:  # noqa: BLE001 — whatever is wrong now may be right in a moment
            reason = str(error)
        time.sleep(pause)
    raise TimedOut(f"{what}: nothing after {seconds} s ({reason})")
