import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { seededRandom } from '../packages/ml/src/math/index.ts';
import { whyEquivalent } from './mutate-kernels/equivalent-mutants.ts';
import { mutantTester } from './mutate-kernels/mutant-tester.ts';
import { type Mutant, mutantsOf } from './mutate-kernels/mutants.ts';

/**
 * Changes the kernels of trees one line at a time, and asks whether the comparison with their twins notices.
 *
 * `--count 24` mutants are drawn from all of them; `--seed 1` says which. Exit code 1 when one survives that is not
 * known to be equivalent, or when fewer than ten are killed.
 */
const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '24' },
    seed: { type: 'string', default: '1' },
    file: { type: 'string', default: '' },
  },
});

const folder = fileURLToPath(new URL('../packages/ml/kernels/', import.meta.url));
const sources = await readSources();
await assertUnchangedPass();
const all = sources.flatMap(({ file, source }) => mutantsOf(file, source));
const drawn = shuffled(all, Number(values.seed)).slice(0, Number(values.count));
const rows: Record<string, string>[] = [];
const queue = drawn.values();
await Promise.all([testQueue(), testQueue()]);

console.table(rows);
const count = (kind: string) => rows.filter(({ verdict }) => verdict === kind).length;
console.log(
  `${rows.length} of ${all.length} mutants: ${count('killed')} killed, ${count('survived')} survived, ${count('equivalent')} equivalent, ${count('invalid')} do not compile.`,
);
if (count('survived') > 0 || count('killed') < 10) process.exitCode = 1;

/** The files that the area is made of. */
async function readSources(): Promise<{ file: string; source: string }[]> {
  const area = await readFile(`${folder}trees.ts`, 'utf8');
  const files = [...area.matchAll(/ from '\.\/([\w/-]+)'/g)].map(([, file]) => file);
  return Promise.all(
    files
      .filter((file) => file.includes(values.file))
      .map(async (file) => ({ file, source: await readFile(`${folder}${file}.ts`, 'utf8') })),
  );
}

/** Verdicts say something only where the kernels themselves pass. */
async function assertUnchangedPass(): Promise<void> {
  const tester = mutantTester();
  for (const { file, source } of sources) {
    const unchanged = { file, source, line: 0, before: '', after: '' };
    const { kind, by } = await tester.test(unchanged);
    if (kind !== 'survived') throw new Error(`${file} itself is ${kind}: ${by}`);
  }
  await tester.close();
}

/** Two of these empty the queue side by side. */
async function testQueue(): Promise<void> {
  const tester = mutantTester();
  for (const mutant of queue) {
    const reason = whyEquivalent(mutant);
    const { kind, by } = reason ? { kind: 'equivalent', by: reason } : await tester.test(mutant);
    const place = `${mutant.file}.ts:${mutant.line}`;
    rows.push({ place, change: changeOf(mutant), verdict: kind, why: by ?? '' });
  }
  await tester.close();
}

/** The part of the line that changed, with a little around it. */
function changeOf({ before, after }: Mutant): string {
  let start = 0;
  while (before[start] === after[start]) start++;
  let end = 0;
  while (end < before.length - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  const changed = (line: string) => line.slice(Math.max(0, start - 16), line.length - end + 12);
  return `${changed(before)} -> ${changed(after)}`;
}

function shuffled<T>(values: readonly T[], seed: number): T[] {
  const random = seededRandom(seed);
  return values
    .map((value) => ({ value, place: random.next() }))
    .sort((a, b) => a.place - b.place)
    .map(({ value }) => value);
}
