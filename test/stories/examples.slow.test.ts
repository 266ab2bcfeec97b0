import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const examples = fileURLToPath(new URL('../../examples', import.meta.url));

/** What each story must tell; the digits are those of the published data, not of a run. */
const TELLS: Readonly<Record<string, readonly RegExp[]>> = {
  'train-from-code': [
    /^penguins-Species version 1: /m,
    /accuracy on unseen rows: (0\.9[5-9]|1\.0)/,
  ],
  'answer-in-process': [
    /a large male Gentoo weighs about 5[2-8]\d\d g/,
    /Flipper Length|Species|Sex/,
  ],
  'call-the-service': [
    /^Adelie with probability (0\.9|1\.0)/m,
    /: drift$/m,
    /Body Mass \(g\): ks 0\.\d+, mean 4\d+ → 5\d+/,
  ],
  'track-from-code': [
    /^parabola: finished, sent; rate 0\.25 brought the loss to 0\.000244140625$/m,
    /^steps: 64 16 4 1 0\.25 /m,
  ],
};

const stories = readdirSync(examples, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

describe.each(stories)('example %s', (story) => {
  it('runs and tells its story', () => {
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      ['--conditions=source', join(examples, story, 'main.ts')],
      { encoding: 'utf8' },
    );
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(TELLS[story]?.length).toBeGreaterThan(0);
    for (const told of TELLS[story] ?? []) expect(stdout).toMatch(told);
  });
});
