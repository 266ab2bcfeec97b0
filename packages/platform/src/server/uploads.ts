import { createWriteStream } from 'node:fs';
import { basename, join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError, showValue } from '@kaizenml/contracts';
import { OPERATIONS, requestInvalid } from '@kaizenml/contracts/operations';
import type { FastifyInstance } from 'fastify';
import type { App } from '../app.ts';
import { errnoOf, toWriteError, withTempFolder } from '../kit/index.ts';

/** Largest file that is taken over HTTP unless told otherwise, bytes. */
export const UPLOAD_LIMIT_BYTES = 2 * 1024 ** 3;

/** Where a file is sent to: its bytes are the body, its name is the query. */
export const UPLOAD_ROUTE = '/api/v1/uploads';

/**
 * Takes files: `POST /api/v1/uploads?file=penguins.csv` with the bytes as body makes a dataset version, and answers as
 * `datasets.add` does.
 *
 * The bytes go to a folder of their own below the home as they come, under the name that was given, which is a name and
 * no path; the folder is gone after.
 */
export function addUploads(
  server: FastifyInstance,
  { home, handlers }: Pick<App, 'home' | 'handlers'>,
  { limitBytes }: { readonly limitBytes: number },
): void {
  void server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    scope.post(UPLOAD_ROUTE, async (request, reply) => {
      const file = fileNameOf(request.query as Readonly<Record<string, unknown>>);
      const bytes = request.body instanceof Readable ? request.body : Readable.from([]);
      void reply.header('cache-control', 'no-store');
      return await withTempFolder(home, 'upload', async (folder) => {
        const path = join(folder, file);
        await save(bytes, path, limitBytes);
        return await handlers.datasets.add({ path }).catch((thrown: unknown) => {
          throw withoutFolder(thrown, folder);
        });
      });
    });
  });
}

/** @throws REQUEST_INVALID for anything but the plain name of a file. */
function fileNameOf({ file, ...others }: Readonly<Record<string, unknown>>): string {
  const [unknown] = Object.keys(others);
  const isName =
    typeof file === 'string' &&
    file.length <= 200 &&
    file === basename(file) &&
    !/^\.|[\\{}\p{Cc}]/u.test(file) &&
    file.trim() !== '';
  if (isName && unknown === undefined) return file;
  const problem =
    unknown === undefined
      ? { path: 'file', problem: `must be the name of a file, got ${showValue(file)}` }
      : { path: unknown, problem: 'is not known' };
  throw requestInvalid(
    { name: 'uploads', http: OPERATIONS.datasets.list.http, example: { file: 'penguins.csv' } },
    [problem],
  );
}

/** @throws BODY_TOO_LARGE, REQUEST_INVALID when it breaks off, DISK_FULL */
async function save(bytes: Readable, path: string, limitBytes: number): Promise<void> {
  let sizeBytes = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      sizeBytes += chunk.length;
      if (sizeBytes > limitBytes) done(tooLarge(limitBytes));
      else done(null, chunk);
    },
  });
  try {
    await pipeline(bytes, counted, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
  } catch (thrown) {
    const errno = errnoOf(thrown);
    if (errno === 'ERR_STREAM_PREMATURE_CLOSE' || errno === 'ECONNRESET') throw brokenOff(thrown);
    throw toWriteError(thrown, path);
  }
}

function tooLarge(limitBytes: number): AppError {
  return new AppError('BODY_TOO_LARGE', {
    message: `A file that is sent must have at most ${limitBytes} bytes, got more.`,
    hint: 'Read it where it lies with `kaizen datasets add FILE`; there is no limit there.',
    details: { limitBytes },
  });
}

function brokenOff(cause: unknown): AppError {
  return new AppError('REQUEST_INVALID', {
    message: 'A file must arrive whole, got a part of it.',
    hint: 'Send it again.',
    cause,
  });
}

/** Where the file lay for a moment is nobody's business. */
function withoutFolder(thrown: unknown, folder: string): unknown {
  if (!(thrown instanceof AppError)) return thrown;
  const plain = (text: string) => text.replaceAll(`${folder}/`, '');
  const { code, message, hint, details } = thrown;
  return new AppError(code, {
    message: plain(message),
    ...(hint === undefined ? {} : { hint: plain(hint) }),
    details: JSON.parse(plain(JSON.stringify(details))) as Record<string, unknown>,
    cause: thrown,
  });
}
