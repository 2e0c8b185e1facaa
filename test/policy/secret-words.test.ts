import { describe, expect, test } from "vitest";
import { isPlaceholder, namesSecret, secretIn } from "../../policy/secret-words.ts";

describe("namesSecret", () => {
    test.each([
        ...["password", "adminPassword", "OS_PASSWORD", "MYSQL_ROOT_PASSWORD", "passphrase", "adminPass", "apiKey"],
        ...["privateKey", "kBoxKey", "private_key", "AWS_SECRET_ACCESS_KEY", "client-secret", "token", "OS_TOKEN"],
        ...[
            "authToken",
            "credentials",
            "imageSourcePassword",
            "sharedSecret",
            "wireguardKey",
            "applicationCredentialSecret",
        ],
    ])("takes %s for a secret", (name) => {
        expect(namesSecret(name)).toBe(true);
    });

    test.each([
        ...[
            "publicKey",
            "hostKey",
            "guestPublicKey",
            "keyPair",
            "keypair",
            "key",
            "triggers",
            "passwordPolicy",
            "baseMac",
        ],
        ...[
            "secretName",
            "tokenTtl",
            "secretRef",
            "applicationCredentialId",
            "privateKeyPath",
            "compass",
            "bypass",
            "name",
        ],
        ...[
            "securityGroupIds",
            "authUrl",
            "memberRole",
            "passwordExpires",
            "agentSocketPath",
            "privateKeyFile",
            "monkey",
        ],
    ])("takes %s for none", (name) => {
        expect(namesSecret(name)).toBe(false);
    });
});

describe("isPlaceholder", () => {
    test.each([
        "",
        "$PASSWORD",
        `"\${PASSWORD}"`,
        "$(cat /etc/key)",
        "<password>",
        "****",
        "{{ password }}",
        "none",
        "true",
    ])("takes %s for no value", (value) => {
        expect(isPlaceholder(value)).toBe(true);
    });

    test.each(["hunter2", "'hunter2'", "none-of-it", "1234"])("takes %s for a value", (value) => {
        expect(isPlaceholder(value)).toBe(false);
    });
});

describe("secretIn", () => {
    const jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl";

    test.each([
        ["-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk\n-----END", "a private key"],
        ["-----BEGIN RSA PRIVATE KEY-----", "a private key"],
        ["-----BEGIN PRIVATE KEY-----", "a private key"],
        [`curl -H 'X-Auth-Token: ${"gAAAAA"}${"Bk3_".repeat(15)}'`, "a Keystone token"],
        [`cookie ${jwt}`, "a signed web token"],
        [`git clone https://ghp_${"a1B2".repeat(9)}@github.com/x/y`, "a token of GitHub"],
        [`pul-${"0a1b".repeat(10)}`, "a token of Pulumi"],
        ["AKIAIOSFODNN7EXAMPLE", "an access key of AWS"],
        ["passwd: $6$saltsalt$0123456789abcdefghijklmnop", "a hashed password"],
        ["mysql://root:hunter2@203.0.113.10/nova", "a password in a URL"],
        ["curl -H 'Authorization: Bearer 0123456789abcdef0123'", "a token in a header"],
        ["echo root:hunter2 | chpasswd", "a password for chpasswd"],
        ["sshpass -p hunter2 ssh root@203.0.113.11", "a password for sshpass"],
        ["OS_PASSWORD=hunter2 openstack token issue", "a value for OS_PASSWORD"],
        ["export ADMIN_PASSWORD='hunter 2'", "a value for ADMIN_PASSWORD"],
        ["openstack user create --password hunter2 me", "a value for password"],
        ["openstack user create --password=hunter2 me", "a value for password"],
        ["#cloud-config\npassword: hunter2\n", "a value for password"],
        ['{"auth": {"password": "hunter2"}}', "a value for password"],
        ["[keystone_authtoken]\npassword=abc.def", "a value for password"],
    ])("finds it in %s", (text, what) => {
        expect(secretIn(text)).toBe(what);
    });

    test.each([
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIMZQnPD11+DXCg1L4CjH6zoSwGREqMy+g/XeSl6kzLdE root@gist",
        "-----BEGIN PUBLIC KEY-----",
        "-----BEGIN CERTIFICATE-----",
        "9fe2ff9ee4384b1894a90878d3e92bab",
        "5d0f0c6b-8f1e-4c6f-b8a7-c2f4e91d36ab",
        "http://203.0.113.10:5000/v3",
        "ssh://root@203.0.113.11:22",
        "https://user:$TOKEN@github.com/x/y",
        "OS_PASSWORD=$OS_PASSWORD openstack token issue",
        'export ADMIN_PASSWORD="$(cat /etc/k-one/admin)"',
        "openstack user create --password-prompt me",
        "openstack user create --password $PASSWORD me",
        'sshpass -p "$PASSWORD" ssh root@203.0.113.11',
        'echo "root:$PASSWORD" | chpasswd',
        'curl -H "X-Auth-Token: $TOKEN"',
        "password: none",
        "def login(password=None): connect(password=args.password, token=find_token())",
        "the password is asked for; a token never leaves the machine",
        "PermitRootLogin prohibit-password",
        "k-one:lab-tower:tower-gist-password",
        "sh -s -- install net3",
    ])("finds none in %s", (text) => {
        expect(secretIn(text)).toBeNull();
    });

    test.each([64, 76, 1000])("finds one in base64, in lines of %i", (width) => {
        const script = `#cloud-config\n${"# a comment\n".repeat(9)}password: hunter2hunter2\n`;
        const lines =
            Buffer.from(script)
                .toString("base64")
                .match(new RegExp(`.{1,${width}}`, "g")) ?? [];
        expect(secretIn(`user_data: ${lines.join("\n")}`)).toContain("in base64");
        expect(secretIn(Buffer.from(script.replace("hunter2hunter2", "none")).toString("base64"))).toBeNull();
    });

    test("reads a long text in time that grows with its length only", () => {
        expect(secretIn("QUJD".repeat(50_000))).toBeNull();
        expect(secretIn("a://".repeat(50_000) + "password ".repeat(50_000))).toBeNull();
    });
});
