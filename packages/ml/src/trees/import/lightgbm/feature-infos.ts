import type { ImportedFeature } from '../imported-model.ts';
import { remarkOnCodes } from '../remark-on-codes.ts';

/** What LightGBM says of the training values of a column. */
export type FeatureInfo =
  | { readonly kind: 'unused' }
  | { readonly kind: 'number'; readonly range: readonly [low: number, high: number] }
  | { readonly kind: 'category' };

const LEVELS = /^-?\d+(:-?\d+)*$/;
const RANGE = /^\[([^:[\]]+):([^:[\]]+)\]$/;

/** Reads `[-1.5:3]`, `none` or the codes of a category, `-1:2:0:1`; anything else says nothing. */
export function parseFeatureInfo(text: string): FeatureInfo {
  if (LEVELS.test(text)) return { kind: 'category' };
  const [, low, high] = RANGE.exec(text) ?? [];
  const range = [Number(low), Number(high)] as const;
  return range.every(Number.isFinite) ? { kind: 'number', range } : { kind: 'unused' };
}

/** The columns of a model and what is worth knowing of them. */
export interface DescribedFeatures {
  readonly features: readonly ImportedFeature[];
  readonly remarks: readonly string[];
}

/**
 * Puts the names of columns, what their values were and the names of levels together.
 *
 * @param pandasCategories The lists that LightGBM's Python package leaves in the file, in the order of the
 * categorical columns. They are used only where there are as many lists as such columns.
 */
export function describeFeatures(
  names: readonly string[],
  infos: readonly FeatureInfo[],
  pandasCategories: unknown,
): DescribedFeatures {
  const categories = names.filter((_, j) => infos[j]?.kind === 'category');
  const lists = readLevels(pandasCategories);
  const isNamed = lists !== undefined && lists.length === categories.length;
  const features = names.map((name, j): ImportedFeature => {
    const info = infos[j];
    if (info?.kind === 'number') return { name, range: info.range };
    const levels = isNamed && info?.kind === 'category' && lists[categories.indexOf(name)];
    return levels ? { name, levels } : { name };
  });
  return { features, remarks: isNamed ? [] : remarkOnCodes(categories) };
}

function readLevels(value: unknown): readonly (readonly string[])[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const lists = value.flatMap((list: unknown) =>
    Array.isArray(list) && list.every(isLevel) ? [list.map(String)] : [],
  );
  const isDistinct = lists.every((list) => new Set(list).size === list.length);
  return isDistinct && lists.length === value.length ? lists : undefined;
}

function isLevel(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
