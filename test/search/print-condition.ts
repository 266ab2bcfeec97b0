import type { Condition, Field } from '../../packages/platform/src/filters/condition.ts';

/** Ways to write the same, of which a printed filter takes one after the other. */
export type Choices = Iterator<number>;

const PREFIXES: Readonly<Record<Field['of'], readonly string[]>> = {
  metric: ['metric', 'metrics', '`metrics`'],
  param: ['param', 'params', 'parameter', 'parameters'],
  tag: ['tag', 'tags', '"tags"'],
  dataset: ['dataset', 'datasets'],
  attribute: ['attribute', 'attributes', 'attr', 'run', ''],
};

/** A condition as text: parsing it gives the condition again. */
export function printCondition(condition: Condition, choices: Choices): string {
  const pick = <Way>(ways: readonly Way[]): Way =>
    ways[Number(choices.next().value ?? 0) % ways.length];
  const word = (text: string) => pick([text, text.toLowerCase()]);
  const print = (one: Condition): string => {
    switch (one.kind) {
      case 'all':
        return one.of.map(printPart).join(` ${word('AND')} `);
      case 'any':
        return one.of
          .map((part) =>
            part.kind === 'all' ? pick([print(part), `(${print(part)})`]) : printPart(part),
          )
          .join(`${pick([' ', '\n\t'])}${word('OR')} `);
      case 'not':
        return `${word('NOT')} ${printPart(one.of)}`;
      case 'is-null':
        return `${name(one.field)} ${word(one.isNegated ? 'IS NOT NULL' : 'IS NULL')}`;
      case 'in':
        return `${name(one.field)} ${word(one.isNegated ? 'NOT IN' : 'IN')}${pick(['', ' '])}(${one.values
          .map((value) => quote(value.replaceAll('\\', '\\\\'), pick(["'", '"'])))
          .join(pick([',', ' , ']))}${pick(['', ','])})`;
      case 'like': {
        const like = `${one.isNegated ? 'NOT ' : ''}${one.isCaseless ? 'ILIKE' : 'LIKE'}`;
        return `${name(one.field)} ${word(like)} ${quote(one.pattern, pick(["'", '"']))}`;
      }
      case 'compare': {
        const space = pick(['', ' ']);
        const value =
          typeof one.value === 'number' ? number(one.value) : quote(one.value, pick(["'", '"']));
        return `${name(one.field)}${space}${one.by}${space}${value}`;
      }
    }
  };
  const printPart = (part: Condition): string => {
    const isOne = part.kind !== 'all' && part.kind !== 'any';
    return isOne ? pick([print(part), `(${print(part)})`]) : `(${print(part)})`;
  };
  const name = ({ of, key }: Field): string => {
    const isPlain = /^[\p{L}\p{N}_]+(\.[\p{L}\p{N}_]+)*$/u.test(key);
    const prefix = pick(PREFIXES[of]);
    const quoted = quote(key, pick(prefix === '' ? ['`', '"'] : ['`', '"', "'"]));
    const shown = isPlain ? pick([key, quoted]) : quoted;
    return prefix === '' ? shown : `${prefix}.${shown}`;
  };
  return print(condition);
}

function number(value: number): string {
  if (Number.isFinite(value)) return String(value);
  return value > 0 ? '1e999' : '-1e999';
}

function quote(text: string, sign: string): string {
  return `${sign}${text.replaceAll(sign, sign + sign)}${sign}`;
}
