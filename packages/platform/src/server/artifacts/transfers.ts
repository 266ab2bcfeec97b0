import { AppError } from '@kaizenml/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Files that are under way at once in one process. */
const MOST_TRANSFERS = 64;
const RETRY_AFTER_SECONDS = 1;

/**
 * Counts the files that are under way. They take minutes, so they have places of their own, and predictions keep theirs.
 *
 * @returns A hook that refuses one too many, before its body is read. It throws SERVER_BUSY
 */
export function limitTransfers(most = MOST_TRANSFERS) {
  let nUnderWay = 0;
  return async (_request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    if (nUnderWay >= most) {
      void reply.header('retry-after', RETRY_AFTER_SECONDS);
      throw new AppError('SERVER_BUSY', {
        message: `The server must have a place for a file, got ${nUnderWay} under way.`,
        hint: `Ask again after ${RETRY_AFTER_SECONDS} s, and for fewer at once.`,
        details: { nUnderWay, most, retryAfterSeconds: RETRY_AFTER_SECONDS },
      });
    }
    nUnderWay++;
    reply.raw.once('close', () => nUnderWay--);
  };
}
