import { describe, expect, test } from "vitest";
import {
    address,
    baseMac,
    cidr,
    date,
    name,
    networkCidr,
    pool,
    sharedName,
    text,
    url,
    user,
} from "../../plan/formats.ts";

const formats = { address, baseMac, cidr, date, name, networkCidr, pool, sharedName, text, url, user };

describe("a format", () => {
    test("takes a day as `pulumi config set` writes it back", () => {
        expect(date.parse("2099-01-01 00:00:00 +0000 UTC")).toBe("2099-01-01");
    });

    test.each([
        ["address", "10.30.0.16"],
        ["baseMac", "fa:16:3e:01:00:00"],
        ["cidr", "203.0.113.1/32"],
        ["cidr", "0.0.0.0/0"],
        ["date", "2028-02-29"],
        ["name", "ext-net1"],
        ["networkCidr", "10.0.0.0/8"],
        ["networkCidr", "192.168.101.8/29"],
        ["pool", "10.30.0.16-10.30.0.31"],
        ["sharedName", "net3"],
        ["sharedName", "abcdefghij"],
        ["text", "Korea University (고려대학교)"],
        ["url", "https://keystone.example:5000/v3"],
        ["user", "debian"],
    ] as const)("%s takes %s", (format, given) => {
        expect(formats[format].parse(given)).toBe(given);
    });

    test.each([
        ["address", "2001:db8::1"],
        ["baseMac", "FA:16:3E:01:00:00"],
        ["baseMac", "fb:16:3e:01:00:00"],
        ["baseMac", "fa:16:3e:01:02:03"],
        ["cidr", "203.0.113.1"],
        ["cidr", "203.0.113.1/33"],
        ["date", "2027-02-29"],
        ["date", "tomorrow"],
        ["name", "-net"],
        ["name", "a".repeat(64)],
        ["networkCidr", "10.0.0.0/7"],
        ["networkCidr", "169.254.0.0/16"],
        ["networkCidr", "224.0.0.0/8"],
        ["networkCidr", "0.0.0.0/8"],
        ["pool", "10.30.0.16"],
        ["pool", "10.30.0.16-10.30.0.300"],
        ["sharedName", "abcdefghijk"],
        ["sharedName", "tenant"],
        ["text", "two\nlines"],
        ["text", ""],
        ["url", "ftp://203.0.113.10"],
        ["url", "http://"],
        ["user", "Root"],
    ] as const)("%s refuses %j, once", (format, given) => {
        expect(formats[format].safeParse(given).error?.issues).toHaveLength(1);
    });
});
