import type { Chance } from '../../test/planted/fault.ts';

const NAMES = [
  ...['%00', '%ff', '%', '%zz', '..%2f..', '..', '.', 'churn@champion', 'churn@none', 'churn%2F1'],
  ...['churn/9', 'churn@', '@', 'none', '%E2%80%AE', 'x'.repeat(600), '__proto__', 'constructor'],
  ...['', ' ', '%20', 'churn:predict', 'CHURN', 'churn%3Apredict', '9007199254740993', '-1', '0'],
];
const QUERIES = [
  ...['a=1', 'a=1&a=2', 'name=churn', '__proto__=1', 'limit=0', 'limit=1e9', 'limit=', 'limit=-1'],
  ...['limit=5&limit=6', 'rows=3', 'flags=true', 'flags=maybe', 'interval=0.9', 'interval=7', 'x'],
  ...[
    'model=churn',
    'model=none',
    'model=churn&model=churn',
    'model[]=a',
    'cursor=abc',
    'cursor=%ff',
  ],
  ...['%', '%00=%00', 'a'.repeat(5000), '&&&', '=', 'entity=a', 'after=-1', 'status=x', 'kind=x'],
];

/** Changes one part of an address: a segment, the query, or its slashes. */
export function spoilPath(path: string, chance: Chance): string {
  const [bare = '', query] = path.split('?', 2);
  const kind = chance.below(5);
  if (kind === 0) return `${bare}?${chance.pick(QUERIES)}`;
  if (kind === 1) return `${path}${query === undefined ? '?' : '&'}${chance.pick(QUERIES)}`;
  if (kind === 2) return path + chance.pick(['/', '//', '/x', '%2f', ';a=1', '#a', '.json', '?']);
  const parts = bare.split('/');
  const at = 1 + chance.below(parts.length - 1);
  return parts.with(at, chance.pick(NAMES)).join('/') + (query === undefined ? '' : `?${query}`);
}
