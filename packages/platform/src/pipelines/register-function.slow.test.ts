import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Row } from '@kaizenml/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rejectionOf } from '../../../../test/thrown-by.ts';
import { type App, openApp } from '../app.ts';
import { createLog } from '../kit/index.ts';

let app: App;
let folder: string;
const lines: string[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kaizen-function-'));
  await import('./index.ts');
  const log = createLog({
    level: 'warn',
    clock: { now: () => 0 },
    write: (line) => lines.push(line),
  });
  app = await openApp({ home: join(folder, 'home'), log });
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true });
});

async function register(name: string, source: string, timeoutMs = 5000) {
  const path = join(folder, `${name}.ts`);
  await writeFile(path, source);
  return app.handlers.models['register-function']({ name, path, timeoutMs });
}

const ask = async (name: string, rows: Row[]) =>
  (await app.handlers.models.predict({ name, rows })).predictions.map(
    ({ prediction }) => prediction,
  );

/** A model of one number whose function is the text given. */
const doing = (body: string) =>
  `export default {
    inputs: { x: 'number' }, output: { name: 'y', task: 'regression' },
    predict: async (rows: readonly { x: number }[]) => { ${body} },
  };`;

describe('models.register-function', () => {
  it('answers rows by a function in TypeScript, which gets them typed', async () => {
    const made = await register(
      'shipping',
      `import { defineModel } from 'kaizenml';
       import { sep } from 'node:path';
       export default defineModel({
         inputs: { weightKg: 'number', isExpress: 'boolean', zone: 'category', sentAt: 'date' },
         output: { name: 'price', task: 'regression', unit: 'EUR' },
         predict: (rows, { timeoutMs }) => rows.map(({ weightKg, isExpress, zone, sentAt }): number =>
           (weightKg ?? 1) * (isExpress === true ? 2 : 1) + (zone === 'EU' ? 10 : 20) +
           (sentAt === '2026-05-31' ? 1000 : 0) + (timeoutMs - 5000) + sep.length - 1),
       });`,
    );
    expect(made).toMatchObject({ version: 1, estimator: 'function', task: 'regression' });
    const row = { weightKg: 3, isExpress: 'yes', zone: 'EU', sentAt: '2026-05-31' };
    expect(
      await ask('shipping', [
        row,
        { ...row, isExpress: false, sentAt: '2026-06-01' },
        { weightKg: null, isExpress: null, zone: null, sentAt: null },
      ]),
    ).toEqual([1016, 13, 21]);
    expect(await rejectionOf(ask('shipping', [{ ...row, weightKg: 'heavy' }]))).toMatchObject({
      code: 'INPUT_SCHEMA_MISMATCH',
    });
  });

  it('answers classes with their probabilities', async () => {
    await register(
      'risk',
      `export default {
         inputs: { x: 'number' },
         output: { name: 'risk', task: 'binary', classes: ['low', 'high'] },
         predict: (rows) => rows.map(({ x }) => x > 9 ? 'high' : { probabilities: { low: 1 - x / 10, high: x / 10 } }),
       };`,
    );
    const { predictions } = await app.handlers.models.predict({
      name: 'risk',
      rows: [{ x: 10 }, { x: 2 }],
    });
    expect(predictions).toEqual([
      { prediction: 'high' },
      { prediction: 'low', probabilities: { low: 0.8, high: 0.2 } },
    ]);
  });

  it('fails a request that never ends, and answers the next one', async () => {
    const source = doing('while (rows[0].x < 0); return rows.map(({ x }) => x);');
    await register('endless', source, 200);
    const asked = [ask('endless', [{ x: -1 }]), ask('endless', [{ x: 5 }])] as const;
    expect(await rejectionOf(asked[0])).toMatchObject({
      code: 'ANSWER_TIMEOUT',
      message: 'The function in endless.ts must answer within 200 ms, and was ended.',
      details: { file: 'endless.ts', timeoutMs: 200 },
    });
    expect(await asked[1]).toEqual([5]);
  });

  it('fails a request that ends the thread, and answers the next one', async () => {
    await register('leaver', doing('if (rows[0].x < 0) process.exit(3); return [1];'));
    expect(await rejectionOf(ask('leaver', [{ x: -1 }]))).toMatchObject({
      code: 'FUNCTION_FAILED',
    });
    expect(await ask('leaver', [{ x: 5 }])).toEqual([1]);
  });

  it('outlives what a function leaves behind between two calls', async () => {
    await register('timer', doing('setTimeout(() => { throw new Error("late"); }); return [1];'));
    expect(await ask('timer', [{ x: 1 }])).toEqual([1]);
    await expect
      .poll(async () => await ask('timer', [{ x: 1 }]).catch(() => 'failed'), { timeout: 5000 })
      .toEqual([1]);
  });

  it('answers those that wait before its memory is freed', async () => {
    const body = 'await new Promise((done) => setTimeout(done, 100)); return [rows[0].x];';
    const { artifact } = await register('slow', doing(body));
    const answerer = await app.answerers.get(artifact as never);
    const asked = [answerer.answer([{ x: 1 }]), answerer.answer([{ x: 2 }])];
    app.answerers.drop(artifact as never);
    const predictions = (await Promise.all(asked)).map((made) => made.predictions[0]?.prediction);
    expect(predictions).toEqual([1, 2]);
    expect(await ask('slow', [{ x: 3 }])).toEqual([3]);
  });

  it('keeps what a function throws in the log', async () => {
    await register('thrower', doing('throw new Error("password 123");'));
    const failure = await rejectionOf(ask('thrower', [{ x: 1 }]));
    expect(failure).toMatchObject({
      code: 'FUNCTION_FAILED',
      message: 'The function in thrower.ts must answer the rows, got an error that it threw.',
      details: { file: 'thrower.ts' },
    });
    expect(JSON.stringify(failure)).not.toContain('123');
    expect(lines.join('')).toContain('password 123');
  });

  it.each([
    ['return [1, 2];', 'many', 'must answer 1 answer, one per row, got 2.'],
    ['return [NaN];', 'unknown', 'must answer a finite number for row 1, got NaN.'],
    ['return ["1"];', 'texts', 'must answer a finite number for row 1, got "1".'],
    ['return 1;', 'single', 'must answer a list of answers, got 1.'],
  ])('refuses answers of `%s`', async (body, name, message) => {
    await register(name, doing(body));
    expect(await rejectionOf(ask(name, [{ x: 1 }]))).toMatchObject({
      code: 'FUNCTION_FAILED',
      message: `The function in ${name}.ts ${message}`,
    });
  });

  it('goes on with the version before where a new one answers wrongly', async () => {
    await register('twice', doing('return [rows[0].x * 2];'));
    expect(await ask('twice', [{ x: 4 }])).toEqual([8]);
    await register('twice', doing('return [NaN];'));
    expect(await ask('twice', [{ x: 4 }])).toEqual([8]);
  });

  it.each([
    [
      'imports another file',
      `import './other.ts'; ${doing('return [1];')}`,
      /imports "\.\/other\.ts"/,
    ],
    ['imports a package', `import 'zod'; ${doing('return [1];')}`, /imports "zod"/],
    ['has no function', 'export default { inputs: {} };', /no function `predict`/],
    ['is no code', 'const = ;', /SyntaxError/],
  ])('registers nothing that %s', async (_, source, reason) => {
    const failure = await rejectionOf(register('refused', source));
    expect(failure.code).toBe('MODEL_ARTIFACT_INVALID');
    expect(failure.message).toMatch(
      /^refused\.ts must be a module whose default export is a model/,
    );
    expect(failure.details.reason).toMatch(reason);
    expect(await app.store.models.find('refused' as never)).toBeUndefined();
  });

  it('says everything that is wrong with what a module declares', async () => {
    const source = `export default { inputs: { x: 'float' }, output: { name: '' }, predict() {} };`;
    const failure = await rejectionOf(register('odd', source));
    expect(failure.code).toBe('ARGUMENT_INVALID');
    expect((failure.details.problems as { path: string }[]).map(({ path }) => path)).toEqual([
      'inputs[0].kind',
      'output.name',
    ]);
  });
});
