"""Sends one VXLAN packet by hand, with a UDP frame to a closed port inside: whole, or as two fragments of which the first
holds nothing but the UDP header. Usage: send_vxlan.py SOURCE DESTINATION VNI MAC ADDRESS whole|fragments"""

import socket
import struct
import sys

VXLAN, CLOSED, FRAGMENT = 4789, 9999, 8


def main():
    source, destination, vni, mac, address, way = sys.argv[1:]
    frame = bytes.fromhex(mac.replace(":", "")) + b"\x02\0\0\0\0\x99\x08\0" + ip("192.0.2.99", address, udp(4000, CLOSED, b"k-one"))
    packet = udp(5555, VXLAN, struct.pack("!II", 1 << 27, int(vni) << 8) + frame)
    parts = [(packet, 0)] if way == "whole" else [(packet[:FRAGMENT], 1 << 13), (packet[FRAGMENT:], FRAGMENT // 8)]
    with socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_RAW) as wire:
        for part, offset in parts:
            wire.sendto(ip(source, destination, part, offset), (destination, 0))


def ip(source, destination, payload, offset=0):
    head = struct.pack("!BBHHHBB", 0x45, 0, 20 + len(payload), 99, offset, 64, socket.IPPROTO_UDP)
    ends = socket.inet_aton(source) + socket.inet_aton(destination)
    return head + checksum(head + b"\0\0" + ends) + ends + payload


def udp(source, destination, payload):
    return struct.pack("!HHHH", source, destination, 8 + len(payload), 0) + payload


def checksum(header):
    total = sum(struct.unpack("!10H", header))
    total = (total >> 16) + (total & 0xFFFF)
    return struct.pack("!H", ~(total + (total >> 16)) & 0xFFFF)


main()
