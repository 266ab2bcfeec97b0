import { chmod, chown, copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import { AppError } from '@kaizenml/contracts';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  CLUSTER_PASSWORD,
  type Cluster,
  findPostgres,
  startCluster,
} from '../../testing/postgres/index.ts';
import { openPostgresStore, surveyStore } from '../index.ts';
import { toStoreError } from './postgres-errors.ts';

const programs = findPostgres();
const reason = 'missing' in programs ? ` (skipped: ${programs.missing})` : '';
const certificates = fileURLToPath(new URL('../../testing/certificates/', import.meta.url));
const password = encodeURIComponent(CLUSTER_PASSWORD);

describe.skipIf('missing' in programs)(`opening a store on PostgreSQL${reason}`, () => {
  let cluster: Cluster;
  let admin: pg.Client;
  const tcp = (user: string, rest = '/postgres?schema=tcp') =>
    `postgres://${user}@127.0.0.1:${cluster.port}${rest}`;

  beforeAll(async () => {
    if ('missing' in programs) return;
    cluster = await startCluster(programs);
    admin = new pg.Client(cluster.address('x').replace(/\?.*$/, ''));
    await admin.connect();
    await admin.query(`create role guest login password '${CLUSTER_PASSWORD}'`);
    await admin.query(`create role limited login password 'x' connection limit 0`);
    await admin.query(`create role reader login password 'x'`);
    await admin.query('alter role reader set default_transaction_read_only = on');
    await admin.query('grant create on database postgres to reader');
    await admin.query("create database narrow encoding 'LATIN1' locale 'C' template template0");
  });
  afterAll(async () => {
    await admin?.end();
    await cluster?.[Symbol.asyncDispose]();
  });

  async function failureOf(address: string): Promise<AppError> {
    const thrown = await openPostgresStore(address).then(
      () => expect.unreachable('must be refused'),
      (failure: unknown) => failure,
    );
    if (!(thrown instanceof AppError)) throw thrown;
    return thrown;
  }

  it('takes the password of the address, and tells it nowhere', async () => {
    const store = await openPostgresStore(tcp(`kaizen:${password}`, '/postgres?schema=owned'));
    expect(await store.runs.count()).toBe(0);
    await store.close();
    const wrong = await failureOf(tcp('kaizen:wrong-secret'));
    expect(wrong).toMatchObject({
      code: 'STORE_REFUSED',
      message: `"${tcp('kaizen')}" must let the store in, got "password authentication failed for user "kaizen"".`,
      hint: expect.stringContaining('PGPASSWORD'),
    });
    expect(inspect(wrong, { depth: 9 })).not.toContain('wrong-secret');
  });

  it.each([
    ['a password that is missing', () => tcp('kaizen'), 'STORE_REFUSED', /SASL|password/],
    [
      'a database that is missing',
      () => tcp(`kaizen:${password}`, '/nowhere'),
      'STORE_REFUSED',
      /database "nowhere" does not exist/,
    ],
    [
      'a user who may not create a schema',
      () => tcp(`guest:${password}`, '/postgres?schema=mine'),
      'STORE_REFUSED',
      /permission denied for database postgres/,
    ],
    [
      'a user who may not create tables',
      () => tcp(`guest:${password}`, '/postgres?schema=public'),
      'STORE_REFUSED',
      /permission denied for schema public/,
    ],
    [
      'a server that takes no writes',
      () => tcp('reader:x', '/postgres?schema=read'),
      'STORE_REFUSED',
      /read-only transaction/,
    ],
    [
      'a database that is not encoded as UTF8',
      () => tcp(`kaizen:${password}`, '/narrow'),
      'STORE_REFUSED',
      /must be encoded as UTF8, got LATIN1/,
    ],
    ['too many connections', () => tcp('limited:x'), 'STORE_BUSY', /too many connections/],
    [
      'a port where nobody listens',
      () => 'postgres://kaizen@127.0.0.1:1/postgres',
      'STORE_UNREACHABLE',
      /ECONNREFUSED/,
    ],
    [
      'a socket that is not there',
      () => 'postgres://kaizen@%2Fnowhere/postgres',
      'STORE_UNREACHABLE',
      /ENOENT/,
    ],
    [
      'a server without TLS',
      () => tcp(`kaizen:${password}`, '/postgres?sslmode=require'),
      'STORE_REFUSED',
      /does not support SSL/,
    ],
  ])('tells of %s', async (_, address, code, message) => {
    const failure = await failureOf(address());
    expect(failure).toMatchObject({ code, message: expect.stringMatching(message) });
    expect(failure.hint).toMatch(/^[A-Z`].*\.$/);
    expect(inspect(failure, { depth: 9 })).not.toContain(CLUSTER_PASSWORD);
  });

  it('encrypts, and checks who signed the certificate and for whom', async () => {
    if ('missing' in programs) return;
    const folder = decodeURIComponent(new URL(cluster.address('x')).hostname);
    for (const name of ['first.cert.pem', 'first.key.pem']) {
      const path = join(folder, name);
      await copyFile(join(certificates, name), path);
      if (programs.runsAs) await chown(path, programs.runsAs.uid, programs.runsAs.gid);
      await chmod(path, 0o600);
    }
    await admin.end();
    await cluster.set(
      'ssl = on',
      `ssl_cert_file = '${join(folder, 'first.cert.pem')}'`,
      `ssl_key_file = '${join(folder, 'first.key.pem')}'`,
    );
    await cluster.stop('fast');
    await cluster.start();
    admin = new pg.Client(cluster.address('x').replace(/\?.*$/, ''));
    await admin.connect();
    const at = (host: string, query: string) =>
      `postgres://kaizen:${password}@${host}:${cluster.port}/postgres?schema=tls&${query}`;
    const root = `sslrootcert=${encodeURIComponent(join(certificates, 'first.cert.pem'))}`;
    const other = `sslrootcert=${encodeURIComponent(join(certificates, 'second.cert.pem'))}`;
    for (const query of [
      'sslmode=require',
      `sslmode=verify-ca&${root}`,
      `sslmode=verify-full&${root}`,
    ]) {
      const store = await openPostgresStore(at('localhost', query));
      const { rows } = await admin.query(
        "select bool_and(ssl) as is_encrypted from pg_stat_ssl join pg_stat_activity using (pid) where application_name = 'kaizen'",
      );
      expect(rows).toEqual([{ is_encrypted: true }]);
      await store.close();
    }
    for (const query of ['sslmode=verify-full', `sslmode=verify-full&${other}`])
      expect(await failureOf(at('localhost', query))).toMatchObject({
        code: 'STORE_REFUSED',
        message: expect.stringMatching(/certificate/),
        hint: expect.stringContaining('sslrootcert'),
      });
  });

  it('says what a failure of the server means', async () => {
    const raised = async (sqlState: string) => {
      const thrown = await admin
        .query(`do $$ begin raise exception 'told so' using errcode = '${sqlState}'; end $$`)
        .then(
          () => expect.unreachable('must fail'),
          (failure: unknown) => failure,
        );
      return toStoreError(thrown, 'postgres://db/lab');
    };
    expect(await raised('53100')).toMatchObject({
      code: 'DISK_FULL',
      details: { path: 'postgres://db/lab' },
    });
    expect(await raised('XX001')).toMatchObject({
      code: 'HOME_DAMAGED',
      details: { reason: 'told so' },
    });
    expect(await raised('55P03')).toMatchObject({
      code: 'STORE_BUSY',
      details: { retryAfterSeconds: 1 },
    });
    expect(await raised('57P03')).toMatchObject({
      code: 'STORE_UNREACHABLE',
      details: { retryAfterSeconds: 1 },
    });
    expect(await raised('40001')).toBeInstanceOf(pg.DatabaseError);
    expect(await raised('42601')).toBeInstanceOf(pg.DatabaseError);
  });

  it('is surveyed without being made', async () => {
    const address = cluster.address('unmade');
    const where = { databasePath: '/nowhere' };
    expect(await surveyStore(where, { address })).toMatchObject({
      ...{ database: expect.stringMatching(/^PostgreSQL \d+/), schemaVersion: 0, nRuns: 0 },
      place: expect.stringMatching(/^postgres:\/\/kaizen@.*\?schema=unmade$/),
      roundTripMs: expect.any(Number),
    });
    const { rows } = await admin.query("select to_regnamespace('unmade') is null as is_absent");
    expect(rows).toEqual([{ is_absent: true }]);
    await (await openPostgresStore(address)).close();
    expect(await surveyStore(where, { address })).toMatchObject({
      nModels: 0,
      schemaVersion: expect.any(Number),
    });
  });
});
