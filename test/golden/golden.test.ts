import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Prediction, Row } from '@kaizenml/contracts';
import { loadModel } from '@kaizenml/ml';
import { FORMAT_VERSION } from '@kaizenml/ml/artifact';
import { describe, expect, it } from 'vitest';

const here = import.meta.dirname;
const versions = readdirSync(here).filter((name) => /^v\d+$/.test(name));
const artifacts = versions.flatMap((version) =>
  readdirSync(join(here, version)).map((name) => `${version}/${name}`),
);

it('has artifacts of every format version that was ever written', () => {
  expect(versions).toEqual(Array.from({ length: FORMAT_VERSION }, (_, i) => `v${i + 1}`));
});

describe.each(artifacts)('the model artifact %s', (artifact) => {
  const folder = join(here, artifact);
  const { rows, answers } = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as {
    readonly rows: readonly Row[];
    readonly answers: readonly Prediction[];
  };
  const open = () =>
    loadModel(async (file) =>
      existsSync(join(folder, file)) ? await readFile(join(folder, file)) : undefined,
    );

  it('answers as on the day it was written, to the bit', async () => {
    expect((await open()).predict(rows)).toEqual(answers);
  });

  it('still explains an answer that adds up', async () => {
    const { average, answer, contributions } = (await open()).explain(rows[0]);
    const sum = contributions.reduce((total, { contribution }) => total + contribution, average);
    expect(sum).toBeCloseTo(answer, 10);
  });
});
