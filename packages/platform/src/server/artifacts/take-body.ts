import { Readable } from 'node:stream';
import { AppError } from '@kaizenml/contracts';
import type { FastifyRequest } from 'fastify';
import { fileTooLarge } from '../../artifacts/index.ts';
import { allowSlowBody } from '../lifecycle/slow-bodies.ts';

/** Largest message that is no file, bytes: one that names ten thousand parts. */
const MESSAGE_BYTES = 4 * 1024 ** 2;

/**
 * The body of a request as it comes, however long it takes. What is announced to be too large is refused unread.
 *
 * @throws BODY_TOO_LARGE
 */
export function takeBody(request: FastifyRequest, limitBytes: number): Readable {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > limitBytes) throw fileTooLarge(limitBytes);
  allowSlowBody(request.raw);
  return request.body instanceof Readable ? request.body : Readable.from([]);
}

/** The bytes of a message. @throws BODY_TOO_LARGE, REQUEST_INVALID when it breaks off */
export async function takeMessage({ body }: FastifyRequest): Promise<Buffer> {
  if (!(body instanceof Readable)) return Buffer.alloc(0);
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  try {
    for await (const chunk of body.iterator({ destroyOnReturn: false })) {
      chunks.push(chunk as Buffer);
      sizeBytes += (chunk as Buffer).length;
      if (sizeBytes > MESSAGE_BYTES) throw fileTooLarge(MESSAGE_BYTES);
    }
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown;
    throw new AppError('REQUEST_INVALID', {
      message: 'A message must arrive whole, got a part of it.',
      hint: 'Send it again.',
      cause: thrown,
    });
  }
  return Buffer.concat(chunks);
}
