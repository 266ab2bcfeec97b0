import { readFileSync } from 'node:fs';
import {
  type Matrix,
  type Random,
  type SparseMatrix,
  seededRandom,
  sparseFromRows,
  zeros,
} from '@kaizenml/ml/math';
import type { Target } from '@kaizenml/ml/models';
import { applyGraph, fitGraph } from '@kaizenml/ml/preprocess';
import { sharedData } from '../../test/shared-data.ts';
import { readTable } from '../../test/shared-table.ts';

/** Rows to learn from. */
export interface Rows {
  readonly x: Matrix | SparseMatrix;
  readonly y: Target;
}

/** Adult as the platform prepares it: imputed, scaled and one-hot. */
export async function adult(): Promise<Rows> {
  const table = await readTable(need('adult/adults.parquet'));
  const target = table.columns.find(({ name }) => name === 'class');
  if (target === undefined || !('codes' in target)) throw new Error('Adult has a column `class`.');
  const features = { ...table, columns: table.columns.filter((column) => column !== target) };
  const x = applyGraph(fitGraph('dense', features), features);
  return { x, y: { kind: 'classification', codes: Int32Array.from(target.codes), nClasses: 2 } };
}

/** Correlated columns of noise; the target follows from half of them. */
export function generated(
  nRows: number,
  nColumns: number,
  kind: 'classes' | 'numbers' | 'counts',
): Rows {
  const random = seededRandom(1);
  const truth = Float64Array.from({ length: nColumns }, (_, j) =>
    j % 2 === 0 ? random.normal() / 3 : 0,
  );
  const x = zeros(nRows, nColumns);
  const scores = new Float64Array(nRows);
  for (let i = 0; i < nRows; i++) {
    const shared = random.normal();
    for (let j = 0; j < nColumns; j++) {
      const value = random.normal() + 0.5 * shared;
      x.values[i * nColumns + j] = value;
      scores[i] += truth[j] * value;
    }
  }
  return { x, y: draw(scores, kind, random) };
}

function draw(
  scores: Float64Array,
  kind: 'classes' | 'numbers' | 'counts',
  random: Random,
): Target {
  if (kind === 'numbers')
    return { kind: 'regression', values: scores.map((s) => s + random.normal()) };
  if (kind === 'counts')
    return { kind: 'regression', values: scores.map((s) => poisson(Math.exp(s / 3), random)) };
  const codes = Int32Array.from(scores, (s) => (random.next() < 1 / (1 + Math.exp(-s)) ? 1 : 0));
  return { kind: 'classification', codes, nClasses: 2 };
}

function poisson(mean: number, random: Random): number {
  let count = -1;
  for (let product = 1; product > Math.exp(-mean); count++) product *= random.next();
  return count;
}

/** Rows of text as TF-IDF would leave them: words by Zipf's law, length 1. */
export function generatedText(nRows: number, nWords: number, perRow: number): Rows {
  const random = seededRandom(2);
  const truth = Float64Array.from({ length: nWords }, () =>
    random.next() < 0.1 ? 20 * random.normal() : 0,
  );
  const scores = new Float64Array(nRows);
  const rows = Array.from({ length: nRows }, (_, i) => {
    const words = new Set<number>();
    while (words.size < perRow) words.add(Math.floor(nWords ** random.next()) - 1);
    const weighed = [...words].map((word) => [word, Math.log((2 * nWords) / (word + 10))] as const);
    const length = Math.sqrt(weighed.reduce((sum, [, value]) => sum + value * value, 0));
    return weighed.map(([word, value]) => {
      scores[i] += (truth[word] * value) / length;
      return [word, value / length] as const;
    });
  });
  return { x: sparseFromRows(rows, nWords), y: draw(scores, 'classes', random) };
}

/** A file of labelled texts as TF-IDF of its words. */
export function labelledText(file: string, delimiter: string, hasHeader: boolean): Rows {
  const lines = readFileSync(need(file), 'utf8')
    .split('\n')
    .slice(hasHeader ? 1 : 0)
    .filter((line) => line.includes(delimiter));
  const labels = lines.map((line) => line.slice(0, line.indexOf(delimiter)));
  const known = [...new Set(labels)].sort();
  const vocabulary = new Map<string, number>();
  const counts = lines.map((line) => {
    const count = new Map<number, number>();
    for (const word of line
      .slice(line.indexOf(delimiter))
      .toLowerCase()
      .match(/[a-z0-9]{2,}/g) ?? []) {
      const id = vocabulary.get(word) ?? vocabulary.size;
      vocabulary.set(word, id);
      count.set(id, (count.get(id) ?? 0) + 1);
    }
    return count;
  });
  const nDocuments = new Float64Array(vocabulary.size);
  for (const count of counts) for (const id of count.keys()) nDocuments[id]++;
  const rows = counts.map((count) => {
    const weighed = [...count].map(
      ([id, times]) => [id, times * (1 + Math.log(lines.length / nDocuments[id]))] as const,
    );
    const length = Math.sqrt(weighed.reduce((sum, [, value]) => sum + value * value, 0)) || 1;
    return weighed.map(([id, value]) => [id, value / length] as const);
  });
  const codes = Int32Array.from(labels, (label) => known.indexOf(label));
  return {
    x: sparseFromRows(rows, vocabulary.size),
    y: { kind: 'classification', codes, nClasses: known.length },
  };
}

function need(file: string): string {
  const path = sharedData(file);
  if (path === undefined) throw new Error(`The bench needs ${file} beside the project.`);
  return path;
}
