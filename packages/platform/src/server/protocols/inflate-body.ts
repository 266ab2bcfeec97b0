import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import { AppError } from '@kaizenml/contracts';
import { requestProblem } from '../../serving/request/index.ts';

const INFLATE = new Map([
  ['gzip', promisify(gunzip)],
  ['deflate', promisify(inflate)],
  ['br', promisify(brotliDecompress)],
]);

/**
 * The bytes of a body that came compressed, or the body itself.
 *
 * @param options.encoding The header `Content-Encoding`; absent for a plain body.
 * @param options.limitBytes Largest body, when it is inflated.
 * @throws MEDIA_TYPE_UNSUPPORTED, BODY_TOO_LARGE, REQUEST_INVALID for bytes that are not compressed so
 */
export async function inflateBody(
  body: Buffer,
  { encoding, limitBytes }: { readonly encoding: string | undefined; readonly limitBytes: number },
): Promise<Buffer> {
  if (encoding === undefined || encoding === '' || encoding === 'identity') return body;
  const open = INFLATE.get(encoding.trim().toLowerCase());
  if (open === undefined)
    throw new AppError('MEDIA_TYPE_UNSUPPORTED', {
      message: `A request body must be compressed by ${[...INFLATE.keys()].join(', ')} or not at all, got "${encoding}".`,
      hint: 'Send it plain, or with the header `content-encoding: gzip`.',
      details: { contentEncoding: encoding },
    });
  try {
    return await open(body, { maxOutputLength: limitBytes });
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      throw new AppError('BODY_TOO_LARGE', {
        message: `A request body must have at most ${limitBytes} bytes when it is inflated, got more.`,
        hint: 'Send the rows in several requests, or use `kaizen predict` on a file.',
        details: { limitBytes },
      });
    throw requestProblem(
      { path: '(body)', problem: `must be ${encoding}, got bytes that are not` },
      { subject: 'request', hint: 'Check the header `content-encoding`.' },
    );
  }
}
