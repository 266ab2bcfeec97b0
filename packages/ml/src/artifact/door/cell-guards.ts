import {
  type ColumnDoor,
  type DoorAction,
  type DoorProblem,
  type DoorSettings,
  type InputField,
  listNames,
  type Row,
  type Signature,
  showValue,
} from '@kaizenml/contracts';
import { isoDate, readCell, UNREADABLE } from '../../table/index.ts';
import { checkValue, type RowIssue } from '../check-rows.ts';

/** What is wrong with one cell. */
export interface CellProblem {
  readonly problem: DoorProblem;
  readonly action: DoorAction;
  /** Puts it into words, which costs more than finding it. */
  readonly issue: () => RowIssue;
}

/** What stands before one column. */
export interface CellGuard {
  readonly name: string;
  /** Whether a row must have the column. */
  readonly isRequired: boolean;
  /** What `default` puts there. */
  readonly fallback: string | number | boolean | null;
  /** Whether a value that is there passes as it is, and nothing is told. False may also mean that only `find` knows. */
  isPlain(value: unknown): boolean;
  /** What is wrong with the cell of a row. @param place JSON pointer to it. */
  find(row: Row, place: () => string): CellProblem | undefined;
}

/** Levels from which on a signature does not list all of them, so that none can be called new. */
const MOST_LEVELS = 1000;
/** Levels that a sentence lists. */
const MOST_SAID = 5;

/** The guards of the columns of a model, in its order. */
export function cellGuards({ inputs }: Signature, settings: DoorSettings): readonly CellGuard[] {
  return inputs.map((field) =>
    cellGuard(
      field,
      settings,
      Object.hasOwn(settings.columns, field.name) ? settings.columns[field.name] : {},
    ),
  );
}

function cellGuard(field: InputField, settings: DoorSettings, column: ColumnDoor): CellGuard {
  const actionOf = (problem: Exclude<DoorProblem, 'unknown'>) =>
    column[problem] ?? settings[problem];
  const isRangeAsked = field.kind === 'number' || column.range !== undefined;
  const range = isRangeAsked && actionOf('range') !== 'ignore' ? field.range : undefined;
  const levels = actionOf('category') === 'ignore' ? undefined : levelsOf(field);
  const isNullFine = !field.required || actionOf('null') === 'ignore';

  const problemOf = (value: unknown): DoorProblem | undefined => {
    if (value === undefined) return field.required ? 'missing' : undefined;
    if (value === null || value === '') return isNullFine ? undefined : 'null';
    const read = readCell(field, value);
    if (read === UNREADABLE) return 'type';
    if (typeof read === 'number')
      return range !== undefined && (read < range[0] || read > range[1]) ? 'range' : undefined;
    return read !== null && levels !== undefined && !levels.has(read) ? 'category' : undefined;
  };

  return {
    name: field.name,
    isRequired: field.required,
    fallback: column.value ?? field.typical,
    isPlain: plainCheck(field, { range, levels, isNullFine, problemOf }),
    find(row, place) {
      const value = Object.hasOwn(row, field.name) ? row[field.name] : undefined;
      const problem = problemOf(value);
      if (problem === undefined || problem === 'unknown') return undefined;
      return {
        ...{ problem, action: actionOf(problem) },
        issue: () =>
          checkValue(place(), field, value) ?? domainIssue(place(), field, { problem, value }),
      };
    },
  };
}

function levelsOf({ kind, levels }: InputField): ReadonlySet<string> | undefined {
  const isWhole = kind === 'category' && levels !== undefined && levels.length < MOST_LEVELS;
  return isWhole && levels.length > 0 ? new Set(levels) : undefined;
}

/** The cheapest question that most values pass. */
function plainCheck(
  { kind }: InputField,
  {
    range,
    levels,
    isNullFine,
    problemOf,
  }: {
    readonly range: InputField['range'];
    readonly levels: ReadonlySet<string> | undefined;
    readonly isNullFine: boolean;
    readonly problemOf: (value: unknown) => DoorProblem | undefined;
  },
): (value: unknown) => boolean {
  if (kind === 'number') {
    const [low, high] = range ?? [-Number.MAX_VALUE, Number.MAX_VALUE];
    return (value) =>
      typeof value === 'number' ? value >= low && value <= high : value === null && isNullFine;
  }
  if (kind === 'date') return (value) => value !== undefined && problemOf(value) === undefined;
  if (kind === 'boolean')
    return (value) => typeof value === 'boolean' || (value === null && isNullFine);
  if (levels !== undefined)
    return (value) =>
      typeof value === 'string' ? levels.has(value) : value === null && isNullFine;
  return (value) =>
    typeof value === 'string' ? value !== '' || isNullFine : value === null && isNullFine;
}

/** A value that the model can read, outside what training has shown. */
function domainIssue(
  path: string,
  { kind, range, levels = [] }: InputField,
  { problem, value }: { readonly problem: DoorProblem; readonly value: unknown },
): RowIssue {
  if (problem === 'null')
    return {
      ...{ path, problem },
      message: `${path} must have a value, as every row of training had, got ${showValue(value)}.`,
    };
  if (problem === 'range' && range !== undefined) {
    const [low, high] = kind === 'date' ? range.map(isoDate) : range;
    return {
      ...{ path, problem },
      message: `${path} must be between ${low} and ${high}, as in training, got ${showValue(value)}.`,
    };
  }
  const said = levels.length <= MOST_SAID ? listNames(levels) : `the ${levels.length} known values`;
  return {
    ...{ path, problem: 'category' },
    message: `${path} must be among ${said}, as in training, got ${showValue(value)}.`,
  };
}
