import { inspect } from 'node:util';
import { AppError } from '@kaizenml/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAddress } from './address.ts';

const refusal = (text: string): AppError => {
  try {
    parseAddress(text);
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown;
    throw thrown;
  }
  return expect.unreachable(`${text} must be refused`);
};

describe('parseAddress', () => {
  it('reads every part of an address', () => {
    expect(
      parseAddress(
        'postgresql://ada:s%2Fe%40c@db.example:6432/lab?schema=kaizen&sslmode=verify-ca&sslrootcert=/etc/ca.pem&connections=25',
      ),
    ).toEqual({
      ...{ host: 'db.example', port: 6432, user: 'ada', password: 's/e@c', database: 'lab' },
      ...{ schema: 'kaizen', tlsMode: 'verify-ca', rootCertPath: '/etc/ca.pem', nConnections: 25 },
      place: 'postgres://ada@db.example:6432/lab?schema=kaizen',
    });
  });

  it('finds a Unix socket in its folder, in either way of writing it', () => {
    for (const text of [
      'postgres://ada@%2Frun%2Fpostgresql/lab',
      'postgres://ada@/lab?host=/run/postgresql',
      'postgres:///lab?host=/run/postgresql&user=ada',
    ])
      expect(parseAddress(text)).toMatchObject({
        ...{ host: '/run/postgresql', port: 5432, user: 'ada', tlsMode: 'disable' },
        place: 'postgres://ada@%2Frun%2Fpostgresql:5432/lab',
      });
  });

  it('checks certificate and name of a server beyond this machine unless it is told otherwise', () => {
    const modeOf = (host: string, query = '') =>
      parseAddress(`postgres://ada@${host}/lab${query}`).tlsMode;
    expect(['localhost', '127.0.0.1', '[::1]'].map((host) => modeOf(host))).toEqual(
      Array(3).fill('disable'),
    );
    expect(['db', '10.0.0.7', '[2001:db8::1]'].map((host) => modeOf(host))).toEqual(
      Array(3).fill('verify-full'),
    );
    expect(modeOf('db', '?sslmode=disable')).toBe('disable');
    expect(modeOf('localhost', '?sslmode=require')).toBe('require');
  });

  it.each([
    ['mysql://ada:secret@db/lab', 'begin with `postgres://`', '"mysql:"'],
    ['./home', 'begin with `postgres://`', '"./home"'],
    ['ada:secret@db', 'begin with `postgres://`', '"ada:"'],
    [
      'postgres://ada:secret',
      'be like `postgres://user@host:5432/database`',
      'one that cannot be read',
    ],
    ['postgres://ada:secret@db', 'name a database', 'none'],
    ['postgres://ada:secret@db/lab?port=70000', 'have a port from 1 to 65535', '"70000"'],
    [
      'postgres://ada:secret@db/lab?connections=0',
      'have a number of connections from 1 to 100',
      '"0"',
    ],
    [
      'postgres://ada:secret@db/lab?schema=a;drop',
      'name a schema of at most 63 small letters, digits and _',
      '"a;drop"',
    ],
    [
      'postgres://ada:secret@db/lab?sslmode=prefer',
      'have an sslmode of disable, require, verify-ca, verify-full',
      '"prefer"',
    ],
    ['postgres://ada:%zz@db/lab', 'be percent-encoded', 'a part that is not'],
    [
      'postgres://ada:secret@db/lab?pool=3',
      'have no other parameters than host, port, user, schema, sslmode, sslrootcert, connections',
      '"pool"',
    ],
  ])('refuses %s', (text, expected, given) => {
    const { code, message, details } = refusal(text);
    expect(code).toBe('STORE_ADDRESS_INVALID');
    expect(message).toBe(`The address of a store must ${expected}, got ${given}.`);
    expect(details).toEqual({ expected, given });
  });

  it('shows no password, in no place and in no failure', () => {
    const password = fc.stringMatching(/^[!-~]{6,30}$/).map((text) => `Pw${text}`);
    const ending = fc.constantFrom('@db/lab', '@db', '@db:99999/lab', '@db/lab?sslmode=no', '');
    fc.assert(
      fc.property(password, ending, fc.boolean(), (secret, rest, isEncoded) => {
        const written = isEncoded ? encodeURIComponent(secret) : secret;
        const text = `postgres://ada:${written}${rest}`;
        let shown: string;
        try {
          shown = parseAddress(text).place;
        } catch (thrown) {
          shown = inspect(thrown, { depth: 9 });
        }
        expect(shown).not.toContain(secret.slice(0, 8));
      }),
      { seed: 79, numRuns: 300 },
    );
  });
});
