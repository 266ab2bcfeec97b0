import type { Server as HttpServer } from 'node:http';
import type { Socket } from 'node:net';
import { type TLSSocket, Server as TlsServer } from 'node:tls';

/** What every connection of HTTP/2 begins with. @source RFC 9113, section 3.4 */
const PREFACE = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');

/** Where connections go, and how long they may say nothing. */
export interface SplitOptions {
  /** Takes a connection of HTTP/2; what was read of it is put back. */
  readonly toHttp2: (socket: Socket) => void;
  /** Time in which the first bytes must be there, milliseconds. */
  readonly firstBytesMs: number;
}

/** The protocols that a TLS client offers. @returns The one that is spoken; undefined for none of ours. */
export function chooseProtocol({
  protocols,
}: {
  readonly protocols: readonly string[];
}): string | undefined {
  return ['http/1.1', 'h2'].find((each) => protocols.includes(each));
}

/**
 * Lets one port take HTTP/1.1 and HTTP/2: a plain connection is known by its first bytes, one with TLS by its protocol.
 *
 * A TLS client that speaks both, as browsers do, gets HTTP/1.1 by `chooseProtocol`; clients of gRPC offer HTTP/2 alone.
 * The first chunk is looked at and put back, not copied; what comes later is not seen here.
 *
 * @returns Ends the connections that have said nothing yet, and looks at no more of them.
 */
export function splitConnections(
  server: HttpServer,
  { toHttp2, firstBytesMs }: SplitOptions,
): () => void {
  const isTls = server instanceof TlsServer;
  const event = isTls ? 'secureConnection' : 'connection';
  const takers = server.listeners(event);
  const toHttp1 = (socket: Socket) => {
    for (const take of takers) take.call(server, socket);
  };
  const silent = new Set<Socket>();
  let isOver = false;
  server.removeAllListeners(event);
  server.on(event, (socket: Socket) => {
    if (isOver) return toHttp1(socket);
    if (isTls)
      return (socket as TLSSocket).alpnProtocol === 'h2' ? toHttp2(socket) : toHttp1(socket);
    silent.add(socket);
    lookAt(socket, {
      firstBytesMs,
      onEnd: () => silent.delete(socket),
      onKnown: (isHttp2) => {
        silent.delete(socket);
        if (isHttp2) return toHttp2(socket);
        toHttp1(socket);
        socket.resume();
      },
      onSilence: () => {
        silent.delete(socket);
        toHttp1(socket);
        const late = Object.assign(new Error('silent'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' });
        server.emit('clientError', late, socket);
      },
    });
  });
  return () => {
    isOver = true;
    for (const socket of silent) socket.destroy();
  };
}

interface Look {
  readonly firstBytesMs: number;
  readonly onKnown: (isHttp2: boolean) => void;
  readonly onSilence: () => void;
  /** The connection ended before it was known. */
  readonly onEnd: () => void;
}

function lookAt(socket: Socket, { firstBytesMs, onKnown, onSilence, onEnd }: Look): void {
  let held: Buffer | undefined;
  const forget = () => {
    socket.off('data', look).off('end', drop).off('close', onEnd);
    socket.off('error', drop).off('timeout', silence);
    socket.setTimeout(0);
  };
  const look = (chunk: Buffer) => {
    const bytes = held === undefined ? chunk : Buffer.concat([held, chunk]);
    const isHttp2 = startsAsHttp2(bytes);
    if (isHttp2 && bytes.length < PREFACE.length) {
      held = bytes;
      return;
    }
    forget();
    socket.pause();
    socket.unshift(bytes);
    onKnown(isHttp2);
  };
  const silence = () => {
    forget();
    onSilence();
  };
  const drop = () => socket.destroy();
  socket.on('data', look).once('end', drop).once('close', onEnd);
  socket.on('error', drop).once('timeout', silence);
  socket.setTimeout(firstBytesMs);
}

/** Whether bytes are those of the preface, as far as they go. */
function startsAsHttp2(bytes: Buffer): boolean {
  if (bytes[0] !== PREFACE[0]) return false;
  const nBytes = Math.min(bytes.length, PREFACE.length);
  return bytes.compare(PREFACE, 0, nBytes, 0, nBytes) === 0;
}
