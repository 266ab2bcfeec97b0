import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { GrpcServer } from '../../serving/oip/grpc/index.ts';
import type { CallParts } from './call-parts.ts';
import { splitConnections } from './split-connections.ts';

/** What gRPC stands on beside what its calls do. */
export interface GrpcParts extends CallParts {
  /** Time in which the first bytes of a connection must be there, milliseconds. */
  readonly firstBytesMs: number;
  /** Time at the end in which calls in flight must have been answered, milliseconds. */
  readonly graceMs: number;
}

/**
 * Opens gRPC on the port of the server. Its library is loaded when the first connection wants it, since most servers
 * never see one.
 */
export function addGrpc(server: FastifyInstance, parts: GrpcParts): void {
  const { firstBytesMs, graceMs, log } = parts;
  let opened: GrpcServer | undefined;
  let opening: Promise<GrpcServer> | undefined;
  const open = async () => {
    const { createGrpcCalls } = await import('./create-grpc-calls.ts');
    opened = createGrpcCalls(parts);
    return opened;
  };
  const take = (socket: Socket) => {
    if (opened !== undefined) return opened.accept(socket);
    socket.on('error', () => socket.destroy());
    opening ??= open();
    opening.then(
      (grpc) => grpc.accept(socket),
      (thrown: Error) => {
        log.error('gRPC could not be opened', { stack: thrown.stack });
        socket.destroy();
      },
    );
  };
  const endLooking = splitConnections(server.server, { toHttp2: take, firstBytesMs });
  let closed: Promise<void> | undefined;
  server.addHook('preClose', async () => {
    endLooking();
    closed = opening?.then((grpc) => grpc.close(graceMs));
  });
  server.addHook('onClose', () => closed);
}
