import type { ChildProcess } from 'node:child_process';

interface Closable {
  close(): void;
}

/**
 * Remembers the connection that a worker was handed last, for when it dies before it has taken it: Node closes its own copy when
 * the worker says that it has it, and else never, so that the client would wait for ever.
 *
 * @returns Ends that connection; one that was taken was closed here already, and nothing happens to it.
 */
export function closeUntaken(worker: ChildProcess): () => void {
  let handed: Closable | undefined;
  const send = worker.send.bind(worker) as (...args: unknown[]) => boolean;
  worker.send = (...args: unknown[]): boolean => {
    const [, handle] = args;
    if (isClosable(handle)) handed = handle;
    return send(...args);
  };
  return () => handed?.close();
}

function isClosable(value: unknown): value is Closable {
  return typeof value === 'object' && value !== null && 'close' in value;
}
