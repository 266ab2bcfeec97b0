import { buildReference, compareToReference } from '@kaizenml/ml/drift';
import { getColumn, takeRows } from '@kaizenml/ml/table';
import { describe, expect, it } from 'vitest';
import { sharedData } from '../../shared-data.ts';
import { readTable } from '../../shared-table.ts';

const adult = sharedData('adult/adults.parquet');
const absent = adult === undefined ? ' (skipped: the file is not on this machine)' : '';

describe('a comparison with what was learned', () => {
  it.skipIf(!adult)(`calls no column of Adult drifted between its halves${absent}`, async () => {
    const table = await readTable(adult ?? '');
    const parts = [0, 1].map((rest) =>
      takeRows(
        table,
        Array.from({ length: table.nRows }, (_, i) => i).filter((i) => i % 2 === rest),
      ),
    );
    for (const { name } of table.columns) {
      const compared = compareToReference(
        buildReference(parts[0], name),
        getColumn(parts[1], name),
      );
      expect(compared.psi, name).toBeLessThan(0.1 + compared.psiNoise);
    }
  });
});
