/**
 * Is a team of models better than the best of them on rows that nobody has seen, and what is bagging, calibration, a threshold worth?
 *
 *   node --conditions=source bench/teams.ts collect --out DIR [--tables a,b] [--rows 600] [--repeat 0] [--candidates 24]
 *   node --conditions=source bench/teams.ts teams | bags | corrections --out DIR
 *   node --conditions=source bench/teams.ts speed [--tables a,b] [--rows 2000]
 *
 * `collect` trains the portfolio on a part of each table, on five folds of it and once on all of it, and keeps what these fits
 * answer out of fold and to up to 5000 test rows; minutes per table. The others read that: gains are percent of what the best single
 * model has over the constant one, means over tables with standard errors. `speed` prints the time of an answer beside what is
 * estimated from the bytes of a state.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { deserialize, serialize } from 'node:v8';
import { SEARCH_TABLES } from './search/tables.ts';
import { collectLibrary } from './teams/collect-library.ts';
import { judgeCorrections } from './teams/judge-corrections.ts';
import { judgeBags, judgeTeams } from './teams/judge-teams.ts';
import { printMeans } from './teams/normalized.ts';
import { printSpeed } from './teams/print-speed.ts';
import type { TeamLibrary } from './teams/team-library.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string', default: '.' },
    tables: { type: 'string' },
    rows: { type: 'string', default: '600' },
    repeat: { type: 'string', default: '0' },
    candidates: { type: 'string', default: '24' },
  },
});
const wanted = values.tables?.split(',');
const tables = SEARCH_TABLES.filter(({ name }) => wanted?.includes(name) ?? true);
const nRows = Number(values.rows);
const JUDGES = { teams: judgeTeams, bags: judgeBags, corrections: judgeCorrections };

const [command = 'teams'] = positionals;
if (command === 'collect') await collect();
else if (command === 'speed')
  for (const table of tables)
    await printSpeed(table, { nRows, nCandidates: Number(values.candidates) });
else judge(JUDGES[command as keyof typeof JUDGES] ?? judgeTeams);

async function collect(): Promise<void> {
  for (const table of tables) {
    const repeat = Number(values.repeat);
    const library = await collectLibrary(table, {
      nTrain: nRows,
      nTest: 5000,
      repeat,
      nCandidates: Number(values.candidates),
    });
    if (library === undefined) continue;
    writeFileSync(join(values.out, `${table.name}-${nRows}-${repeat}.bin`), serialize(library));
    console.log(`${table.name}: ${library.members.length} models of ${library.foldOf.length} rows`);
  }
}

function judge(each: (typeof JUDGES)[keyof typeof JUDGES]): void {
  const figures = new Map<string, Map<string, number[]>>();
  for (const file of readdirSync(values.out)
    .filter((name) => name.endsWith('.bin'))
    .sort()) {
    const library = deserialize(readFileSync(join(values.out, file))) as TeamLibrary;
    if (wanted?.includes(library.table) ?? true) each(figures, library);
  }
  printMeans(figures);
}
