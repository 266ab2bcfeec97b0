import type { ServerHttp2Stream } from 'node:http2';
import type { Server } from '@grpc/grpc-js';

/** What the library answers before a call has its interceptors. */
interface FirstAnswers {
  _verifyContentType(stream: ServerHttp2Stream, headers: unknown): boolean;
  _respondWithError(error: unknown, stream: ServerHttp2Stream, session: unknown): void;
}

/**
 * Keeps a server from answering streams that their client has reset already.
 *
 * The library refuses another content type and an unknown method without looking whether the stream is still there; Node then throws
 * where nobody catches it, which ends the process: any client could do that.
 */
export function spareGoneStreams(server: Server): void {
  const own = server as unknown as FirstAnswers;
  const verify = own._verifyContentType.bind(server);
  const respond = own._respondWithError.bind(server);
  own._verifyContentType = (stream, headers) => !isGone(stream) && verify(stream, headers);
  own._respondWithError = (error, stream, session) => {
    if (!isGone(stream)) respond(error, stream, session);
  };
}

function isGone({ destroyed, closed }: ServerHttp2Stream): boolean {
  return destroyed || closed;
}
