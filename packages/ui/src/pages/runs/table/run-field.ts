/** Something of a run that a column shows, a filter names or runs are sorted by. */
export interface RunField {
  readonly of: 'attribute' | 'metric' | 'param' | 'tag';
  readonly key: string;
}

const PREFIXES = { metric: 'metrics', param: 'params', tag: 'tags' } as const;

/** Names that the language of searches reads without quotes. */
const PLAIN = /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/;

/** A field as the language of searches writes it: ``metrics.`val loss` ``. */
export function nameOfField({ of, key }: RunField): string {
  if (of === 'attribute') return key;
  return `${PREFIXES[of]}.${PLAIN.test(key) ? key : `\`${key.replaceAll('`', '``')}\``}`;
}

/** The field of a name that `nameOfField` wrote; undefined for any other text. */
export function parseField(name: string): RunField | undefined {
  const dot = name.indexOf('.');
  if (dot === -1) return PLAIN.test(name) ? { of: 'attribute', key: name } : undefined;
  const prefix = name.slice(0, dot);
  const of = (['metric', 'param', 'tag'] as const).find((kind) => PREFIXES[kind] === prefix);
  const rest = name.slice(dot + 1);
  const quoted = /^`(.*)`$/s.exec(rest)?.[1];
  const key = quoted === undefined ? rest : quoted.replaceAll('``', '`');
  if (of === undefined || nameOfField({ of, key }) !== name) return undefined;
  return { of, key };
}

/** Attributes that runs are shown with, and whether a search knows them. */
export const ATTRIBUTES = {
  status: { title: 'State', isSortable: true },
  start_time: { title: 'Started', isSortable: true },
  duration: { title: 'Took', isSortable: false },
  experiment: { title: 'Experiment', isSortable: false },
  user_id: { title: 'User', isSortable: true },
  run_id: { title: 'Id', isSortable: true },
  inputs: { title: 'Data', isSortable: false },
  note: { title: 'Note', isSortable: false },
} as const satisfies Readonly<
  Record<string, { readonly title: string; readonly isSortable: boolean }>
>;

export type AttributeKey = keyof typeof ATTRIBUTES;

function isAttribute(key: string): key is AttributeKey {
  return Object.hasOwn(ATTRIBUTES, key);
}

/** What a column of a field is called. */
export function titleOfField({ of, key }: RunField): string {
  return of === 'attribute' && isAttribute(key) ? ATTRIBUTES[key].title : key;
}

/** Whether runs can be sorted by a field. */
export function isSortable({ of, key }: RunField): boolean {
  return of !== 'attribute' || (isAttribute(key) && ATTRIBUTES[key].isSortable);
}
