import { type Random, seededRandom, shuffledIndices } from '@kaizenml/ml/math';
import type { FillRow, Shape } from './rows-on-disk.ts';

/** Where generated rows come from: effects that are fixed, rows by chance. */
export interface Source extends Pick<Shape, 'kind' | 'levels'> {
  readonly nColumns: number;
  rows(random: Random): FillRow;
}

const classOf = (score: number, random: Random): number => {
  const u = random.next();
  return score + Math.log(u / (1 - u)) > 0 ? 1 : 0;
};

const none = (nColumns: number): number[] => Array.from({ length: nColumns }, () => 0);

/** 28 columns of numbers and 6 of the codes of categories, which every engine takes for numbers; two classes. */
export function mixedColumns(): Source {
  const chance = seededRandom(1);
  const effects = Float64Array.from({ length: 6 * 40 }, () => chance.normal());
  return {
    kind: 'classes',
    nColumns: 34,
    levels: none(34),
    rows: (random) => (x) => {
      for (let j = 0; j < 28; j++) x[j] = random.normal();
      x[5] = Math.exp(x[5]);
      x[6] = Math.round(10 * x[6]) / 10;
      // A product alone would be found by luck, and later the more rows there are: both factors tell something, too.
      let score = (x[0] + 0.6) * (x[1] + 0.6) + Math.sin(2 * x[2]) + 0.3 * x[3] ** 2 - 0.66;
      if (x[5] > 1) score -= x[4];
      for (let j = 7; j < 20; j++) score += 0.2 * x[j];
      for (let j = 0; j < 6; j++) {
        x[28 + j] = random.below(40);
        score += 0.5 * effects[40 * j + x[28 + j]];
      }
      return classOf(score, random);
    },
  };
}

/** Numbers that have a part in common; a tenth of them tell the class. */
export function numberColumns(nColumns: number): Source {
  const nTelling = Math.max(4, Math.floor(nColumns / 10));
  const weight = 2 / Math.sqrt(nTelling);
  return {
    kind: 'classes',
    nColumns,
    levels: none(nColumns),
    rows: (random) => (x) => {
      const shared = random.normal();
      for (let j = 0; j < nColumns; j++) x[j] = random.normal() + 0.5 * shared;
      let score = x[0] * x[1] + (x[2] > 0.5 ? x[3] : 0);
      for (let j = 0; j < nTelling; j++)
        score += weight * (j % 2 === 0 ? x[j] : Math.abs(x[j]) - 1);
      return classOf(score, random);
    },
  };
}

/** Ten categories of 5 to 2000 levels, some levels much more frequent than others. */
export function categoryColumns(): Source {
  const levels = [5, 10, 20, 50, 100, 200, 500, 1000, 1500, 2000];
  const chance = seededRandom(1);
  const effects = levels.map((n) => Float64Array.from({ length: n }, () => 0.6 * chance.normal()));
  const names = levels.map((n) => shuffledIndices(n, chance));
  return {
    kind: 'classes',
    nColumns: levels.length,
    levels,
    rows: (random) => (x) => {
      let score = 0;
      for (let j = 0; j < levels.length; j++) {
        const rank = Math.floor(levels[j] * random.next() ** 2);
        x[j] = names[j][rank];
        score += effects[j][rank];
      }
      return classOf(score + effects[0][x[0]] * effects[3][x[3]], random);
    },
  };
}

/** Two categories of 1000 and 5000 levels, the k-th level as frequent as 1 / k, and five columns of numbers. */
export function manyLevels(): Source {
  const levels = [1000, 5000, 0, 0, 0, 0, 0];
  const chance = seededRandom(1);
  const categories = levels.slice(0, 2).map((n) => {
    const upTo = new Float64Array(n);
    for (let k = 0, sum = 0; k < n; k++) upTo[k] = sum += 1 / (k + 1);
    const effects = Float64Array.from({ length: n }, () => chance.normal());
    return { upTo, effects, names: shuffledIndices(n, chance) };
  });
  return {
    kind: 'classes',
    nColumns: levels.length,
    levels,
    rows: (random) => (x) => {
      for (let j = 2; j < levels.length; j++) x[j] = random.normal();
      let score = 0.8 * x[2] + Math.sin(2 * x[3]) + 0.7 * x[4] * x[5];
      categories.forEach(({ upTo, effects, names }, j) => {
        const at = random.next() * upTo[upTo.length - 1];
        const rank = upTo.findIndex((sum) => sum > at);
        x[j] = names[rank];
        score += effects[rank];
      });
      return classOf(score, random);
    },
  };
}

/** Categories written out: 40 groups of 25 columns, in each group one 1 and 24 zeros. */
export function oneHotColumns(): Source {
  const [nGroups, nLevels] = [40, 25];
  const chance = seededRandom(1);
  const effects = Float64Array.from({ length: nGroups * nLevels }, () => 0.4 * chance.normal());
  return {
    kind: 'classes',
    nColumns: nGroups * nLevels,
    levels: none(nGroups * nLevels),
    rows: (random) => (x) => {
      x.fill(0);
      let score = 0;
      for (let group = 0; group < nGroups; group++) {
        const column = group * nLevels + Math.floor(nLevels * random.next() ** 2);
        x[column] = 1;
        score += effects[column];
      }
      return classOf(score, random);
    },
  };
}
