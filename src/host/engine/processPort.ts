import type { ChildProcess } from 'node:child_process';
import type { Port } from '../../shared/port.ts';

/** The host's end of a child's IPC channel. Closing it ends the child. */
export function childPort(child: ChildProcess): Port {
  const closed: ((reason: string) => void)[] = [];
  let reason: string | null = null;
  const close = (why: string) => {
    if (reason !== null) return;
    reason = why;
    for (const listener of closed) listener(why);
  };
  child.once('error', (error) => close(`it could not be started (${error.message})`));
  child.once('exit', (code, signal) =>
    close(signal ? `it was ended by ${signal}` : `it ended with code ${code}`),
  );
  return {
    // An error while sending means the child is gone, which `exit` tells.
    post: (message) => void child.send(message as object, () => {}),
    onMessage: (listener) => void child.on('message', listener),
    onClose: (listener) => (reason === null ? void closed.push(listener) : listener(reason)),
    close: () => void child.kill('SIGKILL'),
  };
}

/** The child's end. */
export function parentPort(): Port {
  return {
    post: (message) => void process.send?.(message, undefined, undefined, () => {}),
    onMessage: (listener) => void process.on('message', listener),
    onClose: (listener) => void process.once('disconnect', () => listener('the host is gone')),
    close: () => process.disconnect(),
  };
}
