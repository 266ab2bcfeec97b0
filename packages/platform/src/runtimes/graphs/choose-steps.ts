import { AppError } from '@kaizenml/contracts';
import { positionOf } from '../../kit/index.ts';
import type { PlannedNode } from './graph-plan.ts';
import type { GraphParts, Item } from './graph-run.ts';

/**
 * Which step of a switch or a splitter gets each item.
 *
 * A splitter sends what is the same the same way, in every process: by the column that it names, else by the whole row.
 *
 * @throws GRAPH_UNROUTED where no condition of a switch holds
 */
export function chooseSteps(
  node: PlannedNode,
  items: readonly Item[],
  { salt, conditionOf }: Pick<GraphParts, 'salt' | 'conditionOf'>,
): readonly number[] {
  if (node.router === 'splitter') return items.map(({ row }) => byWeight(node, salt, row));
  const rows = items.map(({ row }) => row);
  const chosen = items.map(() => -1);
  for (const [k, { condition }] of node.steps.entries()) {
    const holds = condition === undefined ? undefined : conditionOf(condition).holds(rows);
    for (let i = 0; i < chosen.length; i++)
      if (chosen[i] === -1 && (holds === undefined || holds[i])) chosen[i] = k;
  }
  const unrouted = items.filter((_, i) => chosen[i] === -1).map(({ at }) => at + 1);
  if (unrouted.length === 0) return chosen;
  throw new AppError('GRAPH_UNROUTED', {
    message: `A condition of the graph must hold for every row, got none for ${unrouted.length === 1 ? 'row' : 'rows'} ${unrouted.slice(0, 5).join(', ')}${unrouted.length > 5 ? ` and ${unrouted.length - 5} more` : ''}.`,
    hint: 'Leave the last step of the switch without a condition to have one for all other rows.',
    details: { rows: unrouted.slice(0, 100), nRows: unrouted.length },
  });
}

function byWeight({ steps, by }: PlannedNode, salt: string, row: Item['row']): number {
  const key = by === undefined ? JSON.stringify(row) : String(row[by] ?? '');
  const position = positionOf(key, salt) * 100;
  let reached = 0;
  const found = steps.findIndex(({ weight = 0 }) => {
    reached += weight;
    return position < reached;
  });
  return found === -1 ? steps.length - 1 : found;
}
