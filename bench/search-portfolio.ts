/**
 * What should a search try first?
 *
 *   node --conditions=source bench/search-portfolio.ts measure <kind> [--large] [--tables a,b] [--configurations N] [--seconds N] [--out file]
 *   node --conditions=source bench/search-portfolio.ts build <kind> [--large] [--size N] [--frugality 0.6] [--begin a,b]
 *   node --conditions=source bench/search-portfolio.ts work
 *
 * `measure` cross-validates some hundred configurations on the tables beside the project (1500 rows at most, 800 with many classes, 3 folds, one
 * thread), and writes the figures. `build` chooses from them one by one, and prints what each choice wins on the tables it was
 * chosen on and on tables left out. `--large` measures some fifty configurations on one fold of tables with up to 25 000 rows. `work` learns what fits take
 * from the same figures, and prints the table of `measured-work.ts`. The kinds are `classification` and `regression`.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { portfolio } from '@kaizenml/ml/search';
import { buildPortfolio, curveOf, leaveOneOut } from './search/build-portfolio.ts';
import { configurations, type Kind, largeConfigurations } from './search/configurations.ts';
import { fitWork } from './search/fit-work.ts';
import { measureTable } from './search/measure-table.ts';
import { type MeasuredTable, mean, measuredPath, readMeasured } from './search/measured.ts';
import { SEARCH_TABLES } from './search/tables.ts';

const MAX_ROWS = { binary: 1500, multiclass: 800, regression: 1500 } as const;
/** Of large tables one fold of five. */
const LARGE = { maxRows: 25_000, nMeasured: 1 } as const;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    tables: { type: 'string' },
    configurations: { type: 'string' },
    seconds: { type: 'string', default: '600' },
    out: { type: 'string' },
    size: { type: 'string', default: '16' },
    frugality: { type: 'string', default: '0.6' },
    begin: { type: 'string', default: 'ridge,logistic,boosted-trees' },
    large: { type: 'boolean', default: false },
  },
});
const [command, kindAsked] = positionals;
const kind: Kind = kindAsked === 'regression' ? 'regression' : 'classification';
if (command === 'measure') await measure();
else if (command === 'work') printWork();
else build();

async function measure(): Promise<void> {
  const wanted = values.tables?.split(',');
  const tables = SEARCH_TABLES.filter(
    ({ name, task }) =>
      (task === 'regression') === (kind === 'regression') && (wanted?.includes(name) ?? true),
  );
  const drafts = (values.large ? largeConfigurations : configurations)(kind).slice(
    0,
    Number(values.configurations ?? 1e9),
  );
  const deadlineAt = performance.now() + 1000 * Number(values.seconds);
  const measured: MeasuredTable[] = [];
  for (const table of tables) {
    const startedAt = performance.now();
    const each = await measureTable(table, drafts, {
      ...(values.large ? LARGE : { maxRows: MAX_ROWS[table.task] }),
      deadlineAt,
    });
    if (each === undefined) continue;
    measured.push(each);
    writeFileSync(
      values.out ?? measuredPath(values.large ? `large-${kind}` : kind),
      `${JSON.stringify({ drafts, tables: measured })}\n`,
    );
    const failed = each.cells.filter((cell) => cell === null).length;
    const [best] = drafts
      .map((draft, i) => ({
        draft,
        score: mean(each.cells[i]?.scores ?? [Number.NEGATIVE_INFINITY]),
      }))
      .sort((a, b) => b.score - a.score);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    console.log(
      `${each.name.padEnd(16)} ${each.nRows} x ${each.nColumns}, ${seconds} s, ${failed} failed, constant ${each.baseline}, best ${best.score.toFixed(4)} ${best.draft.estimator}`,
    );
  }
}

function build(): void {
  const measured = readMeasured(values.large ? `large-${kind}` : kind);
  const [size, frugality] = [Number(values.size), Number(values.frugality)];
  const begin = values.begin.split(',');
  const chosen = buildPortfolio(measured, { size, frugality, begin });
  const unseen = leaveOneOut(measured, { size, frugality, begin });
  const former = curveOfPortfolio(size);
  console.log('  regret  unseen  former  ms so far');
  chosen.forEach(({ at, regret, ms }, i) => {
    const { estimator, params } = measured.drafts[at];
    const figures = [regret, unseen[i], former[i]].map((each) => each.toFixed(4)).join('  ');
    console.log(
      `  ${figures}  ${ms.toFixed(0).padStart(6)}  ${estimator} ${JSON.stringify(params)}`,
    );
  });

  function curveOfPortfolio(n: number): number[] {
    const keys = measured.drafts.map((draft) => JSON.stringify(draft));
    const order = portfolio(kind === 'regression' ? 'regression' : 'binary', {
      nRows: values.large ? LARGE.maxRows : 1000,
    })
      .filter(({ isBaseline }) => !isBaseline)
      .map(({ estimator, params }) => keys.indexOf(JSON.stringify({ estimator, params })))
      .filter((at) => at >= 0);
    const curves = measured.tables.map((table) => curveOf(table, order, n));
    return Array.from({ length: n }, (_, i) => mean(curves.map((curve) => curve[i])));
  }
}

function printWork(): void {
  const all = fitWork([readMeasured('classification'), readMeasured('regression')]);
  for (const [name, { growth, error, n }] of Object.entries(all))
    console.log(
      `  '${name}': ${JSON.stringify(growth)}, // ${n} fits, within a factor of ${error.toFixed(2)}`,
    );
}
