import { readFileSync } from 'node:fs';
import type { ConnectionOptions } from 'node:tls';
import { AppError } from '@kaizenml/contracts';
import type { PostgresAddress } from './address.ts';

/**
 * What of TLS a connection asks for; false for none.
 *
 * @throws STORE_ADDRESS_INVALID when the certificates cannot be read
 * @source https://www.postgresql.org/docs/current/libpq-ssl.html, "Client Verification of Server Certificates".
 */
export function tlsOptions({ tlsMode, rootCertPath }: PostgresAddress): ConnectionOptions | false {
  if (tlsMode === 'disable') return false;
  const ca = rootCertPath === undefined ? {} : { ca: readCertificates(rootCertPath) };
  switch (tlsMode) {
    case 'require':
      return { ...ca, rejectUnauthorized: false };
    case 'verify-ca':
      return { ...ca, checkServerIdentity: () => undefined };
    case 'verify-full':
      return ca;
  }
}

function readCertificates(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new AppError('STORE_ADDRESS_INVALID', {
      message: `sslrootcert of the address of a store must be a file of certificates, got "${path}": ${reason}.`,
      hint: 'Name a PEM file that this user may read.',
      details: { path, reason },
      cause: thrown,
    });
  }
}
