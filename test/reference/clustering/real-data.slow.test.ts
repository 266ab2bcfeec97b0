import { adjustedRand, type Clustering, clusterTable } from '@kaizenml/ml/clustering';
import { seededRandom } from '@kaizenml/ml/math';
import { detectOutliers } from '@kaizenml/ml/outliers';
import { dropColumns, getColumn, isNumeric, type Table } from '@kaizenml/ml/table';
import { describe, expect, it } from 'vitest';
import { sharedData } from '../../shared-data.ts';
import { readTable } from '../../shared-table.ts';

interface Known {
  readonly found: Clustering;
  /** Adjusted Rand index with the classes that people know. */
  readonly agreement: number;
}

const paths = {
  iris: sharedData('sklearn_toy/iris.clean.csv'),
  wine: sharedData('sklearn_toy/wine.clean.csv'),
  cancer: sharedData('sklearn_toy/breast_cancer.clean.csv'),
  digits: sharedData('sklearn_toy/digits.csv'),
  penguins: sharedData('penguins/penguins.csv'),
  nba: sharedData('nba/nba_2017_nba_players_with_salary.csv'),
};

async function cluster(path: string, target: string, given: object = {}): Promise<Known> {
  const isBare = path === paths.digits;
  const names = Array.from({ length: 65 }, (_, j) => (j === 64 ? target : `pixel${j}`));
  const table = await readTable(path, isBare ? { names } : {});
  const found = clusterTable(dropColumns(table, [target]), { random: seededRandom(1), ...given });
  return { found, agreement: adjustedRand(found.assignment.codes, codesOf(table, target)) };
}

function codesOf(table: Table, name: string): Int32Array {
  const column = getColumn(table, name);
  if (!isNumeric(column)) return column.codes;
  const seen = [...new Set(column.values)];
  return Int32Array.from(column.values, (value) => seen.indexOf(value));
}

describe.skipIf(paths.wine === undefined)('tables whose classes are known', () => {
  it('wine: three cultivars, found again in resamples', async () => {
    const { found, agreement } = await cluster(paths.wine ?? '', 'target');
    expect(found.choice?.k).toBe(3);
    // scikit-learn's k-means on standardized columns reaches 0.897, we 0.864.
    expect(agreement).toBeGreaterThan(0.85);
    expect(found.stability?.agreement).toBeGreaterThan(0.85);
  });

  it('iris: setosa apart from the other two; the three species where three are asked for', async () => {
    const two = await cluster(paths.iris ?? '', 'target');
    expect(two.found.choice?.k).toBe(2);
    expect(two.found.profiles.map(({ size }) => size)).toEqual([100, 50]);
    expect(two.found.profiles[1].rule.precision).toBe(1);
    const three = await cluster(paths.iris ?? '', 'target', { k: 3 });
    // scikit-learn's k-means on standardized columns reaches 0.620, we 0.590.
    expect(three.agreement).toBeGreaterThan(0.57);
  });

  it('breast cancer: benign and malignant, nearer to it than standardized columns are', async () => {
    const { agreement } = await cluster(paths.cancer ?? '', 'target', { k: 2 });
    // scikit-learn's k-means on standardized columns reaches 0.671.
    expect(agreement).toBeGreaterThan(0.7);
  });

  it('digits: about the ten digits where ten are asked for', async () => {
    const { agreement } = await cluster(paths.digits ?? '', 'digit', { k: 10 });
    // scikit-learn's k-means on standardized columns reaches 0.468, we 0.461.
    expect(agreement).toBeGreaterThan(0.44);
  });
});

describe.skipIf(paths.penguins === undefined)(
  'penguins, with categories and missing values',
  () => {
    it('fall into groups of one species each, named by sex, island and build', async () => {
      const { found } = await cluster(paths.penguins ?? '', 'species');
      expect(found.choice?.k).toBeGreaterThanOrEqual(2);
      const species = getColumn(await readTable(paths.penguins ?? ''), 'species');
      const codes = isNumeric(species) ? new Int32Array() : species.codes;
      for (const { code, size } of found.profiles) {
        const counts = [0, 0, 0];
        found.assignment.codes.forEach((own, i) => {
          if (own === code) counts[codes[i]]++;
        });
        expect(Math.max(...counts) / size).toBeGreaterThan(0.8);
      }
      const said = found.profiles.map(({ description }) => description).join('; ');
      expect(said).toMatch(/only FEMALE/);
      expect(said).toMatch(/high flipper_length_mm \(\d+/);
    });

    it('have an outlier where a weight lost its unit, and the detector says so', async () => {
      const table = await readTable(paths.penguins ?? '');
      const mass = getColumn(table, 'body_mass_g');
      if (isNumeric(mass)) mass.values[7] = 35;
      const options = { detector: 'robust-distance', random: seededRandom(1) } as const;
      const [first] = detectOutliers(table, options).explained;
      expect(first.row).toBe(7);
      expect(first.reasons[0].text).toMatch(/^body_mass_g 35 \(middle half 3550–4750; /);
    });
  },
);

describe.skipIf(paths.nba === undefined)('basketball players', () => {
  it('are clustered with names left out, and described by what they do', async () => {
    const { found } = await cluster(paths.nba ?? '', 'Rk', { k: 3 });
    expect(found.leftOut.map(({ name }) => name)).toContain('PLAYER');
    expect(found.profiles.map(({ description }) => description).join()).toMatch(
      /high (POINTS|FG|FGA|FTA?|TRB|BLK|ORB)/,
    );
  });
});
