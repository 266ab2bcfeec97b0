import { basename } from 'node:path';
import { AppError } from '@kaizenml/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ArtifactTrees, KeptFile } from '../../artifacts/index.ts';
import { readByteRange } from './byte-range.ts';
import { mediaTypeOf } from './media-type.ts';

/** Time in which a client must take some bytes, milliseconds. */
const IDLE_MS = 60_000;

/**
 * A file is somebody's: opened in a browser it is downloaded, and were it shown, it would be a page of no origin that runs no script, loads
 * nothing and sends nothing.
 */
const FOREIGN = {
  'content-security-policy':
    "sandbox; default-src 'none'; img-src data:; media-src data:; style-src 'unsafe-inline'; frame-ancestors 'self'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const;

/**
 * Sends a file, a range of it, or that it has not changed. Bytes go out as they are read.
 *
 * @throws RANGE_UNSATISFIABLE, ARTIFACT_PATH_NOT_FOUND, ARTIFACT_DAMAGED, ARTIFACTS_UNREACHABLE
 */
export async function sendFile(
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  trees: Pick<ArtifactTrees, 'read'>,
  file: KeptFile,
): Promise<FastifyReply> {
  const { headers } = request;
  const { sizeBytes } = file;
  const etag = `"${file.sha256}"`;
  const own = {
    ...FOREIGN,
    'accept-ranges': 'bytes',
    'cache-control': 'private, no-cache',
    'content-disposition': attachment(basename(file.path)),
    etag,
    'last-modified': new Date(file.writtenAt).toUTCString(),
  };
  if (headers['if-none-match']?.split(/, */).includes(etag) === true)
    return reply.headers(own).code(304).send();
  const isSame = headers['if-range'] === undefined || headers['if-range'] === etag;
  const range = isSame ? rangeOf(reply, { header: headers.range, sizeBytes }) : undefined;
  const bytes = request.method === 'HEAD' ? undefined : await trees.read(file, range);
  const { start, end } = range ?? { start: 0, end: sizeBytes };
  if (range !== undefined)
    void reply.code(206).header('content-range', `bytes ${start}-${end - 1}/${sizeBytes}`);
  void reply.headers({
    ...own,
    'content-type': mediaTypeOf(file.path),
    'content-length': end - start,
  });
  reply.raw.setTimeout(IDLE_MS);
  return reply.send(bytes);
}

function rangeOf(
  reply: FastifyReply,
  { header, sizeBytes }: { readonly header: string | undefined; readonly sizeBytes: number },
) {
  try {
    return readByteRange(header, sizeBytes);
  } catch (thrown) {
    if (thrown instanceof AppError) void reply.header('content-range', `bytes */${sizeBytes}`);
    throw thrown;
  }
}

/** @source RFC 6266 and RFC 8187: a name in ASCII for old clients, and the name as it is. */
function attachment(name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const exact = encodeURIComponent(name).replace(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${exact}`;
}
