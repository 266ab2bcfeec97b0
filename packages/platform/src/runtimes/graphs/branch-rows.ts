import type { Row, Signature } from '@kaizenml/contracts';
import { type ProbeRow, probeRows } from '@kaizenml/ml/artifact';
import { valuesThatHold } from '@kaizenml/ml/assertions';
import type { GraphPlan } from './graph-plan.ts';

/** Rows of branches at most; graphs that meet themselves again have more ways than steps. */
const MOST_ROWS = 200;

/**
 * A row for each condition of a graph that is likely to take its way: typical values, with those for which the conditions from
 * the root down to it hold, as far as callers send them.
 */
export function branchRows({ nodes }: GraphPlan, signature: Signature): readonly ProbeRow[] {
  const [typical] = probeRows(signature);
  const isSent = new Set(signature.inputs.map(({ name }) => name));
  const rows: ProbeRow[] = [];
  const visit = (name: string, path: string, before: Row): void => {
    let values = before;
    for (const { name: step, condition, asks } of nodes[name]?.steps ?? []) {
      if (rows.length >= MOST_ROWS) return;
      const sent = Object.entries(condition === undefined ? {} : valuesThatHold(condition));
      const own = {
        ...(nodes[name]?.router === 'sequence' ? values : before),
        ...Object.fromEntries(sent.filter(([column]) => isSent.has(column))),
      };
      values = own;
      if (condition !== undefined)
        rows.push({ of: `values for ${path}/${step}`, row: { ...typical?.row, ...own } });
      if (asks.kind === 'node') visit(asks.node, `${path}/${step}`, own);
    }
  };
  visit('root', 'root', {});
  return rows;
}
