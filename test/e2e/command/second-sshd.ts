import type { SshTarget } from "./target.ts";

/** A second sshd on a target, which takes passwords and variables as the first one need not. */
export const secondSshd = {
    port: 2222,
    user: "k1command",
    password: "only-in-this-test",
    folder: "/run/k-one-command-test",
};

/** Starts it, with a user of its own. */
export function startSecondSshd(target: SshTarget): Promise<string> {
    const { port, user, password, folder } = secondSshd;
    return target.run(`
mkdir -p ${folder} /run/sshd
id ${user} >/dev/null 2>&1 || useradd --create-home --shell /bin/sh ${user}
echo ${user}:${password} | chpasswd
cat > ${folder}/config <<EOF
Port ${port}
PidFile ${folder}/pid
HostKey /etc/ssh/ssh_host_ed25519_key
PasswordAuthentication yes
UsePAM no
AcceptEnv GREETING PULUMI_COMMAND_*
Subsystem sftp internal-sftp
EOF
/usr/sbin/sshd -f ${folder}/config`);
}

/** Ends it and removes all that belongs to it. */
export function stopSecondSshd(target: SshTarget): Promise<string> {
    const { user, folder } = secondSshd;
    return target.run(`
if [ -e ${folder}/pid ]; then kill "$(cat ${folder}/pid)"; fi
pkill -u ${user} || true
userdel --remove ${user} 2>/dev/null || true
rm -rf ${folder}`);
}
