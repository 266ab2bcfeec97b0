import type { TextFormat } from '@kaizenml/contracts';
import { expect, test } from 'vitest';
import { isOfFormat } from './formats.ts';

const CASES: Partial<Record<TextFormat, readonly [yes: readonly string[], no: readonly string[]]>> =
  {
    email: [
      [
        'ada@example.org',
        'a.b+c@mail.example.co.uk',
        "o'neil@x.io",
        'müller@example.org'.replace('ü', 'u'),
      ],
      [
        '',
        'ada',
        'ada@',
        '@example.org',
        'ada@example',
        'a b@example.org',
        'ada@exa_mple..org',
        'ada@-x.org',
        `${'a'.repeat(65)}@x.org`,
      ],
    ],
    url: [
      [
        'https://example.org',
        'http://localhost:8080/a?b=c#d',
        'ftp://files.example.org/x',
        'https://[2001:db8::1]/',
        'https://münchen.example/',
      ],
      [
        'example.org',
        'http://',
        'https:// x.org',
        'http://x.org:99999',
        'javascript:alert(1)',
        'http://exa mple.org',
      ],
    ],
    uuid: [
      ['123e4567-e89b-12d3-a456-426614174000', '00000000-0000-0000-0000-000000000000'],
      [
        '123e4567e89b12d3a456426614174000',
        '123e4567-e89b-12d3-a456-42661417400',
        'g23e4567-e89b-12d3-a456-426614174000',
      ],
    ],
    'ip-address': [
      [
        '0.0.0.0',
        '255.255.255.255',
        '::',
        '::1',
        '2001:db8::8a2e:370:7334',
        '::ffff:192.0.2.1',
        '1:2:3:4:5:6:7:8',
        '1::8',
      ],
      [
        '256.1.1.1',
        '1.2.3',
        '1:2:3:4:5:6:7',
        '1::2::3',
        '1:2:3:4:5:6:7:8:9',
        ':1',
        '12345::',
        '1.2.3.4.5',
      ],
    ],
    phone: [
      ['+41 44 668 18 00', '(555) 123-4567', '+15551234567', '555-123-4567 x12'],
      ['12345', 'call me', '+1234567890123456', '555_123_4567'],
    ],
    'country-code': [
      ['CH', 'ch', 'USA', 'xk'],
      ['C', 'ZZ', 'XYZ', 'Switzerland', ''],
    ],
  };

test.each(
  Object.entries(CASES).flatMap(([format, [yes, no]]) => [
    ...yes.map((text) => [format, text, true] as const),
    ...no.map((text) => [format, text, false] as const),
  ]),
)('%s "%s" is %s', (format, text, expected) => {
  expect(isOfFormat(format as TextFormat, text)).toBe(expected);
});

test.each(Object.keys(CASES))('%s of a hundred thousand characters is told at once', (format) => {
  for (const text of [
    'a'.repeat(100_000),
    '1.'.repeat(50_000),
    `a@${'a.'.repeat(50_000)}`,
    ' '.repeat(100_000),
  ])
    expect(isOfFormat(format as TextFormat, text)).toBe(false);
});
