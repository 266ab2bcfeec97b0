import type { Chance } from '../../test/planted/fault.ts';

/** Text that no log line and no answer may hold: it stands in headers that carry secrets. */
export const SECRET_MARK = 'k4izen-s3cret-m4rk';

const HEADERS: readonly (readonly [string, readonly string[]])[] = [
  [
    'content-type',
    [
      ...['', 'text/csv', 'text/csv; header=absent', 'application/json; charset=latin1', 'a/b;;;='],
      ...['application/octet-stream', 'application/x-ndjson', 'application/vnd.apache.parquet'],
      ...['application/json, text/csv', 'x'.repeat(2000), 'text/plain', 'multipart/form-data'],
      ...['APPLICATION/JSON', 'application/jsonlines', 'application/x-www-form-urlencoded'],
    ],
  ],
  ['content-encoding', ['gzip', 'br', 'deflate', 'identity', 'zip', 'gzip, gzip', 'GZIP ', '']],
  [
    'inference-header-content-length',
    ['0', '-1', '1e9', '7', 'x', '', '0x10', ' 12', '99999999999999999999', '1, 2'],
  ],
  ['x-request-timeout-ms', ['1', '0', '-1', 'soon', '99999999999', '1.5', '']],
  [
    'accept',
    [
      ...['text/csv', 'application/jsonlines', 'image/png', ';;', '*/*;q=0', 'text/*', ''],
      ...['application/vnd.apache.parquet', 'text/csv;q=nan', ','.repeat(500), 'text/html'],
    ],
  ],
  ['traceparent', ['00-x', '\u00ff', `00-${'0'.repeat(32)}-${'0'.repeat(16)}-00`]],
  ['x-request-id', ['a b', 'x'.repeat(500), '../../a', '{"a":1}', '']],
  [
    'authorization',
    [`Bearer ${SECRET_MARK}`, `Basic ${SECRET_MARK}`, '', 'Bearer', 'Bearer a.b.c'],
  ],
  ['x-api-key', [SECRET_MARK]],
  ['cookie', [`session=${SECRET_MARK}`]],
  ['x-tester', ['yes', 'no', '']],
  ['transfer-encoding', ['chunked']],
  ['expect', ['100-continue', 'magic']],
  ['origin', ['http://evil.example', 'null']],
  ['x-amzn-sagemaker-custom-attributes', ['x'.repeat(1000)]],
  ['range', ['bytes=0-1', 'bytes=9-1']],
  ['if-none-match', ['*', '"x"']],
];

/** Sets one header to something odd, or leaves one out. */
export function spoilHeaders(
  headers: Readonly<Record<string, string>>,
  chance: Chance,
): Readonly<Record<string, string>> {
  const names = Object.keys(headers);
  if (names.length > 0 && chance.next() < 0.15) {
    const { [chance.pick(names)]: _, ...others } = headers;
    return others;
  }
  const [name, values] = chance.pick(HEADERS);
  return { ...headers, [name]: chance.pick(values) };
}
