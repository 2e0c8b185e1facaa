"""A K-Box's ear and mouth on the wire, for `k-one verify`. It runs from its command line and leaves nothing behind.

wire.py hear                       prints a line for each new kind of frame on any device, until its standard input ends
wire.py ask DEVICE MAC ADDRESS...  asks there, as MAC, who has each address, and prints those that somebody answers for
"""

import ipaddress
import select
import socket
import struct
import sys
import time

ALL, ARP, IPV4, IPV6 = 0x0003, 0x0806, 0x0800, 0x86DD
ETHERNET = 1
ICMP, ICMPV6 = 1, 58
ECHO, SOLICIT, ADVERT = 8, 135, 136
ROUNDS, PAUSE = 5, 0.3


def main(command, *words):
    {"hear": hear, "ask": ask}[command](*words)


def hear():
    """Frames of all devices; each kind is told once."""
    told = set()
    with listener() as wire:
        print("ready", flush=True)
        while True:
            readable, _, _ = select.select([wire, sys.stdin], [], [])
            if sys.stdin in readable and not sys.stdin.buffer.raw.read(1024):
                return
            if wire in readable:
                frame, (device, _, _, kind, _) = wire.recvfrom(2048)
                line = describe(frame) if kind == ETHERNET else None
                if line and (device, line) not in told:
                    told.add((device, line))
                    print(device, *line, flush=True)


def ask(device, mac, *addresses):
    """Asks some times over, as one frame may get lost while addresses are learned."""
    left = set(addresses)
    with listener(device) as wire:
        for _ in range(ROUNDS):
            for address in left:
                wire.send(question(mac, address))
            end = time.monotonic() + PAUSE
            while (rest := end - time.monotonic()) > 0:
                if select.select([wire], [], [], rest)[0]:
                    found = answer(wire.recv(2048), mac)
                    if found in left:
                        left.discard(found)
                        print(found, flush=True)


def listener(device=None):
    wire = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ALL))
    if device:
        wire.bind((device, ALL))
    return wire


def describe(frame):
    """Kind, sender, receiver and bytes of data of a frame that a check may have sent; None for all others."""
    kind = int.from_bytes(frame[12:14], "big")
    if kind == ARP and frame[20:22] == b"\0\1":
        return ("arp", text_of(frame[22:28]), socket.inet_ntoa(frame[38:42]), 0)
    if kind == IPV6 and frame[20] == ICMPV6 and frame[54] == SOLICIT:
        return ("solicit", text_of(frame[6:12]), str(ipaddress.IPv6Address(frame[62:78])), 0)
    if kind != IPV4 or frame[23] != ICMP:
        return None
    head = (frame[14] & 15) * 4
    if frame[14 + head] != ECHO:
        return None
    size = int.from_bytes(frame[16:18], "big") - head - 8
    return ("echo", socket.inet_ntoa(frame[26:30]), socket.inet_ntoa(frame[30:34]), size)


def answer(frame, mac):
    """Address that a frame to this MAC says its sender has, or None."""
    kind = int.from_bytes(frame[12:14], "big")
    if text_of(frame[:6]) != mac:
        return None
    if kind == ARP and frame[20:22] == b"\0\2":
        return socket.inet_ntoa(frame[28:32])
    if kind == IPV6 and frame[20] == ICMPV6 and frame[54] == ADVERT:
        return str(ipaddress.IPv6Address(frame[62:78]))
    return None


def question(mac, address):
    """Who has it? In ARP as a probe, which no neighbour learns anything from (RFC 5227)."""
    target = ipaddress.ip_address(address)
    sender = bytes.fromhex(mac.replace(":", ""))
    if target.version == 6:
        return solicitation(sender, target.packed)
    probe = struct.pack("!HHBBH", 1, IPV4, 6, 4, 1) + sender + bytes(10) + target.packed
    return b"\xff" * 6 + sender + struct.pack("!H", ARP) + probe


def solicitation(sender, target):
    """Neighbour solicitation (RFC 4861) from the link-local address that the MAC makes."""
    source = link_local(sender)
    group = bytes.fromhex("ff0200000000000000000001ff") + target[13:]
    message = struct.pack("!BBHI", SOLICIT, 0, 0, 0) + target + b"\x01\x01" + sender
    message = message[:2] + checksum(source + group + struct.pack("!II", len(message), ICMPV6) + message) + message[4:]
    head = struct.pack("!IHBB", 6 << 28, len(message), ICMPV6, 255) + source + group
    return b"\x33\x33\xff" + target[13:] + sender + struct.pack("!H", IPV6) + head + message


def link_local(mac):
    return bytes.fromhex("fe80000000000000") + bytes([mac[0] ^ 2]) + mac[1:3] + b"\xff\xfe" + mac[3:]


def checksum(data):
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    total = (total >> 16) + (total & 0xFFFF)
    return struct.pack("!H", ~(total + (total >> 16)) & 0xFFFF)


def text_of(mac):
    return mac.hex(":")


if __name__ == "__main__":
    main(*sys.argv[1:])
