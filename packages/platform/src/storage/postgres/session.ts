import pg from 'pg';
import type { PostgresAddress } from './address.ts';
import { tlsOptions } from './tls-options.ts';

/** How long a connection, or a place among those there are, is waited for, milliseconds. */
export const CONNECT_TIMEOUT_MS = 10_000;
/** Longest time of one statement, milliseconds. */
const STATEMENT_TIMEOUT_MS = 60_000;
/** How long a write waits for the writes of others, milliseconds; as long as in a file. */
const LOCK_TIMEOUT_MS = 10_000;
/** How long a process may hold a transaction open and say nothing, milliseconds: it may be gone without a word. */
const SILENCE_TIMEOUT_MS = 300_000;

const INT8 = 20;
const NUMERIC = 1700;

/** What every connection to a store is opened with. */
export function sessionConfig(address: PostgresAddress, isSafe = true): pg.ClientConfig {
  const { host, port, user, password, database, schema } = address;
  const settings = [
    ...(schema === undefined ? [] : [`search_path=${schema}`]),
    ...(isSafe ? [] : ['synchronous_commit=on']),
  ];
  return {
    ...{ host, port, database, ssl: tlsOptions(address), types },
    ...(user === undefined ? {} : { user }),
    ...(password === undefined ? {} : { password }),
    ...(settings.length === 0 ? {} : { options: settings.map((each) => `-c ${each}`).join(' ') }),
    application_name: 'kaizen',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    lock_timeout: LOCK_TIMEOUT_MS,
    idle_in_transaction_session_timeout: SILENCE_TIMEOUT_MS,
    keepAlive: true,
  };
}

/** Whole numbers are numbers, as SQLite gives them, and refused where they would not be exact. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === INT8 || oid === NUMERIC
      ? toNumber
      : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
};

function toNumber(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && !Number.isSafeInteger(number))
    throw new RangeError(`${text} is beyond the whole numbers that a number holds exactly.`);
  return number;
}
