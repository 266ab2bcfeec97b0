import { AppError } from '@kaizenml/contracts';
import { diskFull } from '../../kit/index.ts';

/** When who was told that the database cannot be asked may try again. */
const RETRY_AFTER_SECONDS = 1;

/** Two writers were in each other's way; PostgreSQL took back all that one of them did. */
const UNLUCKY = new Set(['40001', '40P01']);
/** A row came, or went, between a look and a write: the second time it is seen. 0A000: so did a column. */
const OVERTAKEN = new Set(['23503', '23505', '0A000']);

const UNREACHABLE = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOENT', 'ENOTFOUND', 'EAI_AGAIN'],
  ...['EHOSTUNREACH', 'ENETUNREACH', '57P01', '57P02', '57P03', '57P05', '25P03'],
]);
const BUSY = new Set(['53300', '53200', '55P03', '57014']);
const REFUSED = new Set(['28000', '28P01', '3D000', '3F000', '42501', '25006']);
const DAMAGED = new Set(['XX001', 'XX002', '58P01', '58030']);

/**
 * What a failure of PostgreSQL, or of the way to it, means for people; the thrown value as it is when it is our bug, or when
 * running the transaction again mends it.
 *
 * @source https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
export function toStoreError(thrown: unknown, place: string): unknown {
  if (thrown instanceof AppError || !(thrown instanceof Error)) return thrown;
  const code = codeOf(thrown) ?? '';
  if (isLost(thrown)) return unreachable(place, thrown);
  if (BUSY.has(code)) return storeBusy(place, reasonOf(thrown), thrown);
  if (code === '53100') return diskFull(place, thrown);
  if (code === '22021')
    return new AppError('ARGUMENT_INVALID', {
      message: 'Text in the store must have no character 0, got one that has.',
      hint: 'Leave the character out.',
      details: { place },
      cause: thrown,
    });
  if (DAMAGED.has(code))
    return new AppError('HOME_DAMAGED', {
      message: `"${place}" must be a whole database, got "${reasonOf(thrown)}".`,
      hint: 'Restore it from a backup.',
      details: { place, reason: reasonOf(thrown) },
      cause: thrown,
    });
  if (REFUSED.has(code) || isRefusal(thrown, code)) return refused(place, thrown);
  return thrown;
}

/** How often a transaction that failed so may be run again: what it did was taken back. */
export function attemptsAfter(thrown: unknown): number {
  const code = codeOf(thrown) ?? '';
  if (UNLUCKY.has(code)) return 20;
  return OVERTAKEN.has(code) ? 3 : 1;
}

/** Whether the connection is gone with what was not committed on it. */
export function isLost(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  const code = codeOf(thrown) ?? '';
  return (
    UNREACHABLE.has(code) ||
    code.startsWith('08') ||
    /^Connection terminated|connection error and is not queryable|timeout expired|timeout exceeded when trying to connect|socket disconnected before secure TLS/.test(
      thrown.message,
    )
  );
}

/** The failure of a database that has too much to do. */
export function storeBusy(place: string, reason: string, cause?: unknown): AppError {
  return new AppError('STORE_BUSY', {
    message: `"${place}" must have time for the store, got "${reason}".`,
    hint: 'Try again; if it stays so, look at `pg_stat_activity` and at `max_connections` of the server.',
    details: { place, reason, retryAfterSeconds: RETRY_AFTER_SECONDS },
    cause,
  });
}

function unreachable(place: string, thrown: Error): AppError {
  const reason = reasonOf(thrown);
  return new AppError('STORE_UNREACHABLE', {
    message: `"${place}" must answer, got "${reason}".`,
    hint: 'Start the database, or mend the way to it; what was acknowledged is kept, and the store goes on by itself. `kaizen doctor` asks it.',
    details: { place, reason, retryAfterSeconds: RETRY_AFTER_SECONDS },
    cause: thrown,
  });
}

function refused(place: string, thrown: Error): AppError {
  const reason = reasonOf(thrown);
  return new AppError('STORE_REFUSED', {
    message: `"${place}" must let the store in, got "${reason}".`,
    hint: hintOf(codeOf(thrown) ?? '', reason),
    details: { place, reason },
    cause: thrown,
  });
}

function hintOf(code: string, reason: string): string {
  if (/no pg_hba\.conf entry/.test(reason))
    return 'Let this user in from this machine in `pg_hba.conf`; "no encryption" in the reason asks for `?sslmode=require` or more.';
  if (code.startsWith('28') || /password/.test(reason))
    return 'Give the password in `PGPASSWORD`, `~/.pgpass` or the address.';
  if (code === '3D000') return 'Create it with `createdb`, encoded as UTF8, or name another one.';
  if (code === '25006') return 'Name the server that takes writes, not a standby.';
  if (/does not support SSL/.test(reason))
    return 'Let the server speak TLS; where the network is trusted, add `?sslmode=disable` to the address.';
  if (code === '42501' || code === '3F000')
    return 'Let the user create tables there: `grant create, usage on schema …`, or give it a schema of its own with `?schema=`.';
  return 'Name who signed the certificate of the server with `?sslrootcert=`, and the host as the certificate does.';
}

/** What is said before or while a connection is encrypted, and has no code of PostgreSQL. */
function isRefusal({ message }: Error, code: string): boolean {
  return (
    /^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_|ERR_SSL_|HOSTNAME_MISMATCH)/.test(code) ||
    /^SASL|does not support SSL|password must be a string/.test(message)
  );
}

function codeOf(thrown: unknown): string | undefined {
  const code = (thrown as { readonly code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : undefined;
}

function reasonOf(thrown: Error): string {
  return thrown.message === '' ? (codeOf(thrown) ?? thrown.name) : thrown.message;
}
