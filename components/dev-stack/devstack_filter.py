"""Takes secrets out of what is shown or copied: as they are, and as URLs, JSON, shells and base64 write them, also when a
line break of a log, with its time, falls into the middle of one."""

import base64
import json
import re
import shlex
import sys
from urllib.parse import quote, quote_plus

MARK = "[secret]"
SHORTEST = 8
# What a log puts between two halves of a line that it breaks.
BREAK = re.compile(r"\r?\n(?:\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)? \| ?)?")
# The beginning of one at the end of a piece.
HALF_BREAK = re.compile(r"\r?\n[-\d:. |]{0,30}\Z|\r\Z")


def forms_of(secret):
    """Every text that gives a secret away."""
    if len(secret) < SHORTEST:
        raise ValueError("a secret of less than %d characters can't be told from other words" % SHORTEST)
    escaped = json.dumps(secret)[1:-1]
    forms = {secret, escaped, quote_plus(secret), *(quote(secret, safe=safe) for safe in ("", "/", "!'()*", "/!'()*"))}
    # As Python and as bash's own trace quote it.
    forms |= {shlex.quote(secret).strip("'"), secret.replace("'", "'\\''"), secret.replace("'", "\\'")}
    for before in range(3):
        forms |= set(base64_of(secret.encode(), before))
    return sorted((form for form in forms if len(form) >= SHORTEST), key=len, reverse=True)


def base64_of(secret, before):
    """What base64 makes of a secret that has so many bytes before it and any after it: both alphabets."""
    text = base64.b64encode(b"\0" * before + secret).decode().rstrip("=")
    first = [0, 2, 3][before]
    last = len(text) - (0 if (before + len(secret)) % 3 == 0 else 1)
    inner = text[first:last]
    return inner, inner.replace("+", "-").replace("/", "_")


class Filter:
    """Filters a text that comes in pieces, cut anywhere."""

    def __init__(self, secrets):
        self.forms = sorted({form for secret in secrets if secret for form in forms_of(secret)}, key=len, reverse=True)
        self.rest = ""

    def feed(self, text):
        """What may be shown so far: the end is kept back while it may be the beginning of a secret."""
        return self._take(self.rest + text, False)

    def end(self):
        return self._take(self.rest, True)

    def _take(self, text, at_end):
        plain, places = without_breaks(text)
        spans = self._spans(plain)
        keep = len(text) if at_end else min(len(text), self._safe(text), self._safe(HALF_BREAK.sub("", text)))
        shown = []
        position = 0
        for start, stop in spans:
            first, last = places[start], places[stop - 1] + 1
            if first >= keep:
                break
            shown += [text[position:first], MARK]
            position = last
        self.rest = text[max(position, keep):]
        return "".join(shown + [text[position:keep]])

    def _spans(self, plain):
        """Where secrets are, none over another: what overlaps is one."""
        found = []
        for form in self.forms:
            start = plain.find(form)
            while start >= 0:
                found.append((start, start + len(form)))
                start = plain.find(form, start + 1)
        merged = []
        for start, stop in sorted(found):
            if merged and start < merged[-1][1]:
                merged[-1] = (merged[-1][0], max(stop, merged[-1][1]))
            else:
                merged.append((start, stop))
        return merged

    def _safe(self, text):
        """How much of the text can't be a part of a secret that isn't whole yet."""
        plain, places = without_breaks(text)
        longest = 0
        for form in self.forms:
            for size in range(min(len(form) - 1, len(plain)), longest, -1):
                if plain.endswith(form[:size]):
                    longest = size
                    break
        return sys.maxsize if longest == 0 else places[len(plain) - longest]


def without_breaks(text):
    """The text without its line breaks, and each of its characters' place in the text."""
    pieces, places, position = [], [], 0
    for found in BREAK.finditer(text):
        pieces.append(text[position:found.start()])
        places.extend(range(position, found.start()))
        position = found.end()
    pieces.append(text[position:])
    places.extend(range(position, len(text)))
    return "".join(pieces), places
