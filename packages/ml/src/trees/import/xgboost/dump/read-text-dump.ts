import { modelFileInvalid } from '../../model-file-invalid.ts';
import { parseNumber } from '../../parse-numbers.ts';
import type { DumpNode, DumpTree } from './dump-node.ts';

const HEAD = /^booster\[\d+\]/;
const LEAF = /^(\d+):leaf=([^,]+)(?:,cover=([^,]+))?$/;
const SPLIT =
  /^(\d+):\[(.+)\] yes=(\d+),no=(\d+),missing=(\d+)(?:,gain=[^,]+)?(?:,cover=([^,]+))?$/;
const LEVELS = /^(.+):\{(\d+(?:,\d+)*)\}$/;
const BELOW = /^(.+)<([^<]+)$/;

/**
 * Reads the trees of the text of `dump_model`.
 *
 * @throws MODEL_ARTIFACT_INVALID
 * @source XGBoost, src/tree/tree_model.cc: `TextGenerator`.
 */
export function readTextDump(text: string): readonly DumpTree[] {
  const trees: Map<number, DumpNode>[] = [];
  text.split(/\r?\n/).forEach((whole, i) => {
    const line = whole.trim();
    if (line === '') return;
    if (HEAD.test(line)) {
      trees.push(new Map());
      return;
    }
    const subject = `Line ${i + 1} of the XGBoost dump`;
    const [id, node] = readLine(line, subject);
    const tree = trees[trees.length - 1];
    if (tree.has(id)) throw unread(subject, 'have a number of its own', line);
    tree.set(id, node);
  });
  return trees;
}

function readLine(line: string, subject: string): [id: number, node: DumpNode] {
  const [, leafId, value, leafCover] = LEAF.exec(line) ?? [];
  const weightOf = (cover: string | undefined) =>
    cover === undefined ? 0 : parseNumber(cover, subject);
  if (leafId !== undefined)
    return [
      Number(leafId),
      { kind: 'leaf', value: parseNumber(value, subject), weight: weightOf(leafCover) },
    ];
  const [, id, question, yes, no, missing, cover] = SPLIT.exec(line) ?? [];
  const [, ofLevels, levels] = LEVELS.exec(question ?? '') ?? [];
  const [, ofNumbers, bound] = BELOW.exec(question ?? '') ?? [];
  const column = ofLevels ?? ofNumbers;
  if (column === undefined)
    throw unread(
      subject,
      'be a leaf, or ask whether a column is below a number or among levels',
      line,
    );
  return [
    Number(id),
    {
      kind: 'split',
      column,
      test: ofLevels === undefined ? parseNumber(bound, subject) : levels.split(',').map(Number),
      yes: Number(yes),
      no: Number(no),
      missing: Number(missing),
      weight: weightOf(cover),
    },
  ];
}

function unread(subject: string, expectation: string, received: string) {
  return modelFileInvalid({
    subject,
    expectation,
    received,
    hint: "Save it with `booster.save_model('model.json')` instead: yes-or-no columns of a feature map are not read.",
  });
}
