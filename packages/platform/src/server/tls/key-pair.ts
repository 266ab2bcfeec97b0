import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { AppError } from '@kaizenml/contracts';
import type { Clock } from '../../kit/index.ts';

/** Files with the certificate of a server and its private key, both PEM. */
export interface KeyPairFiles {
  /** The certificate, and after it those that lead to its issuer. */
  readonly certPath: string;
  readonly keyPath: string;
}

/** What a server shows and signs with. */
export interface KeyPair {
  readonly cert: string;
  readonly key: string;
  /** When the certificate ends. */
  readonly endsAt: Date;
}

/**
 * Reads a certificate and its key, and looks whether they can be used now.
 *
 * @throws FILE_NOT_FOUND, TLS_INVALID when one of them is none, they do not fit, or the certificate is not valid now.
 */
export async function readKeyPair(
  { certPath, keyPath }: KeyPairFiles,
  clock: Clock,
): Promise<KeyPair> {
  const [cert, key] = await Promise.all([readPem(certPath), readPem(keyPath)]);
  const certificate = parse(certPath, 'a certificate', () => new X509Certificate(cert));
  const privateKey = parse(keyPath, 'a private key without a passphrase', () =>
    createPrivateKey(key),
  );
  const details = { certPath, keyPath };
  if (!certificate.checkPrivateKey(privateKey))
    throw new AppError('TLS_INVALID', {
      message: `The key in "${keyPath}" must belong to the certificate in "${certPath}", got another one.`,
      hint: 'The certificate of the server comes first in its file, before those of its issuers.',
      details,
    });
  const endsAt = new Date(certificate.validTo);
  const startsAt = new Date(certificate.validFrom);
  if (endsAt.getTime() <= clock.now())
    throw new AppError('TLS_INVALID', {
      message: `The certificate in "${certPath}" must be valid now, got one that ended at ${endsAt.toISOString()}.`,
      hint: 'Renew it; a running server takes the new files without a restart.',
      details: { ...details, endedAt: endsAt.toISOString() },
    });
  if (startsAt.getTime() > clock.now())
    throw new AppError('TLS_INVALID', {
      message: `The certificate in "${certPath}" must be valid now, got one that begins at ${startsAt.toISOString()}.`,
      hint: 'Check the clock of this machine.',
      details: { ...details, startsAt: startsAt.toISOString() },
    });
  return { cert, key, endsAt };
}

async function readPem(path: string): Promise<string> {
  return await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new AppError('FILE_NOT_FOUND', {
      message: `The file "${path}" must be readable, got ${cause.code ?? 'an error'}.`,
      hint: 'Check the path and the rights of the user that runs the server.',
      details: { path, reason: cause.code ?? null },
      cause,
    });
  });
}

function parse<T>(path: string, what: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new AppError('TLS_INVALID', {
      message: `The file "${path}" must hold ${what} as PEM, got something else.`,
      hint: 'PEM is text between `-----BEGIN …-----` and `-----END …-----`.',
      details: { path, expected: what },
      cause,
    });
  }
}
