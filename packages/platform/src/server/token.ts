import { createHash, timingSafeEqual } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { AppError } from '@kaizenml/contracts';

/** Characters that a token has at least. */
export const TOKEN_MIN_LENGTH = 16;

/**
 * The token of a server: the content of a file, else `KAIZEN_TOKEN`; undefined when neither is there.
 *
 * @throws FILE_NOT_FOUND when the file cannot be read, BIND_REFUSED when the token is too short.
 */
export async function readToken(
  env: Readonly<Record<string, string | undefined>>,
  tokenFile?: string,
): Promise<string | undefined> {
  if (tokenFile === undefined)
    return env.KAIZEN_TOKEN === undefined || env.KAIZEN_TOKEN === ''
      ? undefined
      : assertToken(env.KAIZEN_TOKEN, '`KAIZEN_TOKEN`');
  const content = await readFile(tokenFile, 'utf8').catch((cause: unknown) => {
    throw new AppError('FILE_NOT_FOUND', {
      message: `The token file "${tokenFile}" must be readable, got ${(cause as NodeJS.ErrnoException).code ?? 'an error'}.`,
      hint: 'Write a token to it, for instance with `openssl rand -hex 24`.',
      details: { path: tokenFile },
      cause,
    });
  });
  return assertToken(content.trim(), `The token in "${tokenFile}"`);
}

/**
 * A comparison of a header with `Bearer <token>` whose time tells nothing about the token.
 *
 * Both sides are hashed with SHA-256, so that their lengths are equal and the comparison is constant in time.
 */
export function bearerCheck(token: string): (header: string | undefined) => boolean {
  const wanted = sha256(`Bearer ${token}`);
  return (header) => header !== undefined && timingSafeEqual(sha256(header), wanted);
}

/** The token, when it is long enough. @throws BIND_REFUSED */
export function assertToken(token: string, subject: string): string {
  if (token.length >= TOKEN_MIN_LENGTH) return token;
  throw new AppError('BIND_REFUSED', {
    message: `${subject} must have at least ${TOKEN_MIN_LENGTH} characters, got ${token.length}.`,
    hint: 'Make one with `openssl rand -hex 24`.',
    details: { minLength: TOKEN_MIN_LENGTH, length: token.length },
  });
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
