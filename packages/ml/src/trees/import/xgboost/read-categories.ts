import type { ModelField } from '../model-field.ts';

/**
 * The names of the levels of each column, by code; undefined for columns without.
 *
 * XGBoost 3.1 and later keep the categories of a data frame: text as bytes with the offsets of each name, numbers as
 * they are. Names beyond ASCII are not used.
 *
 * @param cats Field `cats` of the tree model.
 * @throws MODEL_ARTIFACT_INVALID
 * @source XGBoost, src/data/cat_container.cc.
 */
export function readCategories(cats: ModelField): readonly (readonly string[] | undefined)[] {
  return cats.field('enc').items().map(readColumn);
}

function readColumn(column: ModelField): readonly string[] | undefined {
  const values = column.field('values');
  const names = column.has('offsets')
    ? readTexts(values, column.field('offsets').numbers())
    : Array.from(values.numbers(), String);
  if (new Set(names).size < names.length) values.refuse('name every level once');
  return names.length === 0 ? undefined : names;
}

function readTexts(values: ModelField, offsets: ArrayLike<number>): readonly string[] {
  const codes = values.numbers();
  // XGBoost 3.2 counts the offsets in characters and the values in bytes: only ASCII can be told apart.
  if (!Array.from(codes).every((code) => code >= 0 && code < 128)) return [];
  const text = Array.from(codes, (code) => String.fromCharCode(code)).join('');
  return Array.from({ length: Math.max(0, offsets.length - 1) }, (_, i) => {
    const [start, end] = [offsets[i], offsets[i + 1]];
    const isInside = start >= 0 && end >= start && end <= text.length;
    return isInside ? text.slice(start, end) : values.refuse('hold every name at its offsets');
  });
}
