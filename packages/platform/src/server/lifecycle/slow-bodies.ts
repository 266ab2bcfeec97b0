import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';

/** Time in which some bytes of a body must come, milliseconds. */
const IDLE_MS = 30_000;

const slow = new WeakSet<Socket>();

/**
 * Lets the body of a request take as long as it needs, as long as bytes come: for files of gigabytes no time holds that would stop who
 * sends a request byte by byte. A client that sends nothing for half a minute is cut off.
 */
export function allowSlowBody(request: IncomingMessage): void {
  const { socket } = request;
  slow.add(socket);
  request.setTimeout(IDLE_MS);
  request.once('end', () => request.setTimeout(0));
  request.once('close', () => slow.delete(socket));
}

/** Whether the request that a connection brings may take longer than others. */
export function mayBeSlow(socket: Socket): boolean {
  return slow.has(socket);
}
