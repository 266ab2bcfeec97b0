import { describe, expect, it } from 'vitest';
import { LEFT_OUT, leaveSecretsOut } from './leave-secrets-out.ts';

describe('leaveSecretsOut', () => {
  it.each([
    ['+AWS_SECRET_ACCESS_KEY=abc/def+ghi', 'abc/def'],
    ['+  "password": "hunter 2",', 'hunter 2'],
    ["-const apiKey = 'k-123456';", 'k-123456'],
    ['node train.js --token t0psecret --depth 8', 't0psecret'],
    ['node train.js --db-password=t0psecret', 't0psecret'],
    ['authorization: Bearer abc.def.ghi', 'abc.def.ghi'],
    ['postgres://ada:lovelace@db/prod', 'lovelace'],
    [`key ${'AKIA'}ABCDEFGHIJKLMNOP`, 'ABCDEFGHIJKLMNOP'],
    [`x ${'ghp_'}${'a1'.repeat(18)}`, 'a1a1'],
    [`-----BEGIN ${'RSA'} PRIVATE KEY-----\n+MIIE\n-----END RSA PRIVATE KEY-----`, 'MIIE'],
    [`+-----BEGIN ${'EC'} PRIVATE KEY-----\n+MIIEcut`, 'MIIEcut'],
  ])('leaves out what %j gives away', (text, secret) => {
    const left = leaveSecretsOut(text);
    expect(left).not.toContain(secret);
    expect(left).toContain(LEFT_OUT);
  });

  it.each([
    '+const depth = 8;',
    'node train.js --depth 8 --author ada',
    'diff --git a/src/tokens.ts b/src/tokens.ts',
    'https://example.org/a?b=c',
  ])('leaves %j as it is', (text) => {
    expect(leaveSecretsOut(text)).toBe(text);
  });
});
