import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sharedData } from '../../../../../test/shared-data.ts';
import { withTableFile } from '../read-table.ts';
import { readCsvByDatabase } from './csv.ts';
import { readCells } from './read-cells.ts';

const root = sharedData('.');
const files = root === undefined ? [] : readdirSync(root, { recursive: true, encoding: 'utf8' });
const delimited = files.filter((file) => /\.(csv|tsv|data|dat)$/.test(file)).sort();

describe.skipIf(delimited.length === 0)('reading by cells', () => {
  it('gives for every delimited file what the database gives', { timeout: 240_000 }, async () => {
    let nRead = 0;
    for (const file of delimited) {
      await withTableFile(sharedData(file) ?? '', {}, async (opened, context) => {
        if (opened.format !== 'csv') return;
        const byCells = await readCells(opened.text, context);
        if (byCells === undefined) return;
        nRead++;
        expect(byCells, file).toStrictEqual(await readCsvByDatabase(opened.text, context));
      });
    }
    expect(nRead).toBeGreaterThan(0.9 * delimited.length);
  });
});
