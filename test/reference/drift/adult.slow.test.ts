import { checkDrift, judgeColumns, soundDriftTest } from '@kaizenml/ml/drift';
import { takeRows } from '@kaizenml/ml/table';
import { chooseBinning, countColumn, sampleOfWindow } from '@kaizenml/ml/windows';
import { describe, expect, it } from 'vitest';
import { sharedData } from '../../shared-data.ts';
import { readTable } from '../../shared-table.ts';

const adult = sharedData('adult/adults.parquet');
const absent = adult === undefined ? ' (skipped: the file is not on this machine)' : '';

describe('a comparison with what was learned', () => {
  it.skipIf(!adult)(`calls no column of Adult drifted between its halves${absent}`, async () => {
    const table = await readTable(adult ?? '');
    const [learned, asked] = [0, 1].map((rest) =>
      takeRows(
        table,
        Array.from({ length: table.nRows }, (_, i) => i).filter((i) => i % 2 === rest),
      ),
    );
    const findings = learned.columns.map((column, i) => {
      const binning = chooseBinning(column);
      const samples = [column, asked.columns[i]].map((each) =>
        sampleOfWindow(binning, countColumn(binning, each)),
      );
      return checkDrift(soundDriftTest(samples[0].kind), [samples[0], samples[1]]);
    });
    const verdicts = judgeColumns(findings).map(({ verdict }) => verdict);
    expect(verdicts).toHaveLength(table.columns.length);
    expect(verdicts).not.toContain('drift');
  });
});
