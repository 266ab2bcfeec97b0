import type { Trees } from '../../tree/growth/index.ts';
import { type Condition, type Rule, simplifyRule } from '../rule/index.ts';

type CodesByPlace = readonly (readonly number[] | undefined)[];

/** The rules that lead to the nodes and leaves of trees, without that of the roots. */
export function treeRules(
  { roots, nodes, cutValues, cutOffsets }: Trees,
  codesByPlace: CodesByPlace,
): Rule[] {
  const rules: Rule[] = [];
  const waiting = [...roots].map((node) => ({ node, path: [] as Rule }));
  for (let part = waiting.shift(); part; part = waiting.shift()) {
    const { node, path } = part;
    if (path.length > 0) rules.push(simplifyRule(path));
    if (node < 0) continue;
    const question = nodes[3 * node];
    const column = question >> 8;
    const cut = cutValues[cutOffsets[column] + (question & 255)];
    for (const side of [0, 1] as const) {
      const condition = conditionOf(column, side, cut, codesByPlace[column]);
      waiting.push({ node: nodes[3 * node + 1 + side], path: [...path, condition] });
    }
  }
  return rules;
}

/** The question of a cut, answered with yes (side 0) or no (side 1). */
function conditionOf(
  column: number,
  side: 0 | 1,
  cut: number,
  codes: readonly number[] | undefined,
): Condition {
  if (codes === undefined) return { column, operator: side === 0 ? '<=' : '>', value: cut };
  const own = codes.filter((_, place) => place <= cut === (side === 0));
  const others = codes.filter((code) => !own.includes(code));
  const inOrder = (list: readonly number[]) => list.toSorted((a, b) => a - b);
  return own.length <= others.length
    ? { column, operator: 'in', codes: inOrder(own) }
    : { column, operator: 'not in', codes: inOrder(others) };
}
