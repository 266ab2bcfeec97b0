import type { ModelField } from '../../model-field.ts';
import type { DumpNode, DumpTree } from './dump-node.ts';

const MOST_NODES = 2 ** 31;

/**
 * Reads the trees of `dump_model(…, dump_format='json')`.
 *
 * @throws MODEL_ARTIFACT_INVALID
 * @source XGBoost, src/tree/tree_model.cc: `JsonGenerator`.
 */
export function readJsonDump(file: ModelField): readonly DumpTree[] {
  return file.items().map((root) => {
    const nodes = new Map<number, DumpNode>();
    const waiting = [root];
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      const id = node.field('nodeid').count(MOST_NODES);
      if (nodes.has(id)) node.field('nodeid').refuse('be the number of one node only');
      nodes.set(id, readNode(node));
      if (node.has('children')) waiting.push(...node.field('children').items());
    }
    return nodes;
  });
}

function readNode(node: ModelField): DumpNode {
  const weight = node.has('cover') ? node.field('cover').finite() : 0;
  if (node.has('leaf')) return { kind: 'leaf', value: node.field('leaf').finite(), weight };
  const childOf = (name: string) => node.field(name).count(MOST_NODES);
  const condition = node.field('split_condition');
  return {
    kind: 'split',
    column: node.field('split').text(),
    test: Array.isArray(condition.value) ? Array.from(condition.numbers()) : condition.finite(),
    yes: childOf('yes'),
    no: childOf('no'),
    missing: childOf('missing'),
    weight,
  };
}
