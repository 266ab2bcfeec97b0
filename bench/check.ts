import { seededRandom } from '@kaizenml/ml/math';
import { type Column, encodeText } from '@kaizenml/ml/table';
import { chooseBinning, countColumn } from '@kaizenml/ml/windows';
import { judgeAlone } from '../packages/platform/src/monitors/judging/judge-alone.ts';

/**
 * How often does a check by hand say drift, where nothing moved and where one column did? Percent of checks, beside a reference of
 * 2000 rows. The number of samples is the first argument, default 2000. One column is normal; of ten six are, two have four levels, and
 * two lack a tenth of their values; the first one moves, and then it alone counts.
 */
const nSamples = Number(process.argv[2] ?? 2000);
const N_REFERENCE = 2000;
const SETTINGS = { rate: 0.05, leastEffect: 0.1 };

type Random = ReturnType<typeof seededRandom>;
type Draw = (n: number, random: Random, mean: number) => Column;

const normals =
  (name: string, missing = 0): Draw =>
  (n, random, mean) => ({
    ...{ name, kind: 'number' },
    values: Float64Array.from({ length: n }, () =>
      random.next() < missing ? Number.NaN : mean + random.normal(),
    ),
  });
const levels =
  (name: string): Draw =>
  (n, random) =>
    encodeText(
      name,
      'category',
      Array.from({ length: n }, () => levelAt(random.next())),
    );
const levelAt = (u: number) => (u < 0.5 ? 'a' : u < 0.75 ? 'b' : u < 0.9 ? 'c' : 'd');
const TABLES: Readonly<Record<string, readonly Draw[]>> = {
  one: [normals('x')],
  ten: [
    ...Array.from({ length: 6 }, (_, i) => normals(`x${i}`)),
    ...[levels('p'), levels('q'), normals('m', 0.1), normals('k', 0.1)],
  ],
};

for (const [name, draws] of Object.entries(TABLES)) {
  const first = seededRandom(1);
  const references = draws.map((draw) => {
    const column = draw(N_REFERENCE, first, 0);
    const binning = chooseBinning(column);
    return { binning, window: countColumn(binning, column) };
  });
  for (const mean of [0, 0.5, 1])
    for (const n of [30, 60, 100, 300]) {
      let nDrifted = 0;
      for (let sample = 0; sample < nSamples; sample++) {
        const random = seededRandom(1000 + sample);
        const columns = references.map((reference, i) => {
          const column = draws[i]?.(n, random, i === 0 ? mean : 0) as Column;
          const window = countColumn(reference.binning, column);
          return { role: 'input' as const, binning: reference.binning, window, reference };
        });
        const moved = columns[0]?.binning.name;
        const isSaid = judgeAlone(columns, SETTINGS).some(
          ({ verdict, column }) => verdict === 'drift' && (mean === 0 || column === moved),
        );
        if (isSaid) nDrifted++;
      }
      const percent = ((100 * nDrifted) / nSamples).toFixed(2);
      console.log(`${name}, ${n} rows, moved by ${mean}: ${percent} %`);
    }
}
