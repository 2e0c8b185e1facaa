/**
 * Does some work that no two processes may do at once. The lock is held as long as its process lives, or one that the work
 * has named with `hold(pid)`: npm goes on when only its parent was killed. A lock whose processes are all dead is no lock.
 * @param file Where the lock lies; its folder is made.
 * @param onWait Told the number of the process that holds it, once.
 */
export function withLock<T>(
    file: string,
    onWait: (owner: string) => void,
    work: (hold: (pid: number) => void) => Promise<T>,
): Promise<T>;
