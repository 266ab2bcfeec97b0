import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readPublicUrl } from './index.ts';
import { linkTo } from './link-to.ts';

describe('the public address', () => {
  it.each([
    ['https://kaizen.example.org', 'https://kaizen.example.org'],
    ['https://kaizen.example.org/', 'https://kaizen.example.org'],
    ['HTTPS://Kaizen.example.org:443', 'https://kaizen.example.org'],
    ['http://10.0.0.7:7400/', 'http://10.0.0.7:7400'],
    ['http://[::1]:7400', 'http://[::1]:7400'],
  ])('%s is taken as %s', (given, taken) => {
    expect(readPublicUrl({}, given)).toBe(taken);
    expect(readPublicUrl({ KAIZEN_PUBLIC_URL: given })).toBe(taken);
    expect(readPublicUrl({ KAIZEN_PUBLIC_URL: 'ftp://x' }, given)).toBe(taken);
  });

  it('is known to nobody where nobody says it', () => {
    expect(readPublicUrl({})).toBeUndefined();
    expect(readPublicUrl({ KAIZEN_PUBLIC_URL: '' })).toBeUndefined();
  });

  it.each([
    ['kaizen.example.org', 'must begin with `https://`'],
    ['kaizen.example.org:7400', 'must begin with `https://`'],
    ['ftp://kaizen.example.org', 'must begin with `https://`'],
    ['https://', 'must begin with `https://`'],
    ['javascript:alert(1)', 'must begin with `https://`'],
    ['https://ada@kaizen.example.org', 'must name no user'],
    ['https://ada:s3cret@kaizen.example.org', 'must name no user'],
    ['https://kaizen.example.org/?a=1', 'must have no query'],
    ['https://kaizen.example.org/ml?', 'must have no query'],
    ['https://kaizen.example.org/ml', 'must have no path'],
    ['https://kaizen.example.org//', 'must have no path'],
    ['https://kaizen.example.org/#top', 'must have no query and no fragment'],
  ])('%s is refused', (given, said) => {
    const attempt = () => readPublicUrl({ KAIZEN_PUBLIC_URL: given });
    expect(attempt).toThrow(
      expect.objectContaining({
        code: 'ARGUMENT_INVALID',
        message: expect.stringContaining(`\`--public-url\` ${said}`),
        details: { flag: '--public-url' },
      }),
    );
    expect(attempt).not.toThrow('s3cret');
  });
});

describe('a link', () => {
  const app = readFileSync(new URL('../../../ui/src/app.tsx', import.meta.url), 'utf8');
  const pages = [...app.matchAll(/^ {2}'(\/[^']*)': /gm)].map(([, pattern = '']) => pattern);
  const links = [
    ['endpoint:a/b', 'I', '/incidents/I'],
    ['endpoint:a/b', null, '/monitors/a%2Fb'],
    ['dataset:orders of May', null, '/datasets/orders%20of%20May'],
    ['job:orders', null, '/jobs/orders'],
    ['report:weekly', null, '/improve'],
    ['route:trial', null, '/alerts'],
    ['endpoint:', null, '/alerts'],
  ] as const;

  it.each(links)('to %s of incident %s is %s, which is a page', (subject, incident, path) => {
    expect(linkTo('https://k.example', { subject, incident })).toBe(`https://k.example${path}`);
    const fits = pages.filter((page) =>
      new RegExp(`^${page.replaceAll(/:\w+/g, '[^/]+')}$`).test(path),
    );
    expect(fits).not.toEqual([]);
  });
});
