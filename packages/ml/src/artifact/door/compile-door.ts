import type {
  DoorAction,
  DoorFinding,
  DoorProblem,
  DoorSettings,
  Row,
  ServedAnomalies,
  Signature,
} from '@kaizenml/contracts';
import { notARow, pointer, type RowIssue, rowsMismatch, unknownColumn } from '../check-rows.ts';
import { type CellGuard, type CellProblem, cellGuards } from './cell-guards.ts';

/** Problems that are told; of further ones only the number. */
const MOST_TOLD = 100;

/** Rows as the model may be asked them, and what was wrong with them. */
export interface PassedRows {
  /** Those that came, where nothing had to be changed: the same array. */
  readonly rows: readonly Row[];
  /** At most 100, in the order of the rows. */
  readonly problems: readonly DoorFinding[];
  /** All that there were. */
  readonly nProblems: number;
}

const NOTHING = { problems: [], nProblems: 0 } as const;

/** The door of a model and an endpoint. */
export interface Door {
  /**
   * Takes rows to what the model may be asked.
   *
   * @throws INPUT_SCHEMA_MISMATCH with all problems of all rows (`details.issues`, at most 100, and a last one that says how many
   * more there are; `details.warnings` those that alone would not have refused) where one of them refuses.
   * @cost O(rows * columns); a row without problems costs a comparison or two per column and no memory.
   */
  pass(rows: readonly Row[]): PassedRows;
}

/** What a door says besides when it refuses. */
export interface DoorOptions {
  /** What rows do not keep of the schema of the training data. Default: nothing is known. */
  readonly check?: ((rows: readonly Row[]) => ServedAnomalies) | undefined;
}

/**
 * Compiles what happens to the rows of an endpoint before its model is asked.
 *
 * Rows that need no change pass as they are. What a column of the settings is asked that the model does not read is left aside:
 * a later version may read other columns.
 */
export function compileDoor(
  signature: Signature,
  settings: DoorSettings,
  { check }: DoorOptions = {},
): Door {
  const guards = cellGuards(signature, settings);
  const names = signature.inputs.map(({ name }) => name);
  const known = new Set([...names, ...(signature.ignores ?? [])]);

  const isPlain = (row: Row): boolean => {
    let nGiven = 0;
    for (const guard of guards) {
      const value = row[guard.name];
      if (guard.isPlain(value)) nGiven++;
      else if (value !== undefined || guard.isRequired) return false;
      else if (Object.hasOwn(row, guard.name)) nGiven++;
    }
    let nKeys = 0;
    for (const _ in row) nKeys++;
    return nKeys === nGiven;
  };

  return {
    pass(rows) {
      for (let i = 0; i < rows.length; i++)
        if (!isObject(rows[i]) || !isPlain(rows[i])) return passEach(rows);
      return { rows, ...NOTHING };
    },
  };

  function passEach(rows: readonly Row[]): PassedRows {
    const notes = doorNotes(signature);
    const passed = rows.map((row, i): Row => {
      if (!isObject(row)) {
        notes.refuse(() => notARow(i, row));
        return row;
      }
      return isPlain(row) ? row : passRow(row, i, notes);
    });
    notes.assertNoneRefused(() => check?.(rows));
    const isSame = passed.every((row, i) => row === rows[i]);
    return { rows: isSame ? rows : passed, ...notes.told() };
  }

  function passRow(row: Row, i: number, notes: DoorNotes): Row {
    let changed: Record<string, unknown> | undefined;
    const set = (name: string, value: unknown) => {
      changed ??= { ...row };
      changed[name] = value;
    };
    for (const name of Object.keys(row)) {
      if (known.has(name)) continue;
      const place = pointer(`/rows/${i}`, name);
      notes.note(i, {
        ...{ name, action: settings.unknown, problem: 'unknown' },
        issue: () => unknownColumn(place, name, signature, names),
      });
      changed ??= { ...row };
      delete changed[name];
    }
    for (const guard of guards) {
      const found = guard.find(row, () => pointer(`/rows/${i}`, guard.name));
      if (found === undefined) continue;
      const to = replacement(guard, found);
      notes.note(i, { name: guard.name, ...found, ...(to === undefined ? {} : { to }) });
      if (to !== undefined) set(guard.name, to);
    }
    return changed ?? row;
  }
}

/** What stands in place of a cell with a problem; undefined where the value stays. */
function replacement({ fallback }: CellGuard, { action, problem }: CellProblem) {
  if (action === 'default') return fallback;
  return problem === 'type' || problem === 'missing' ? null : undefined;
}

function isObject(row: unknown): row is Row {
  return typeof row === 'object' && row !== null && !Array.isArray(row);
}

interface Note {
  readonly name: string;
  readonly problem: DoorProblem;
  readonly action: DoorAction;
  readonly to?: string | number | boolean | null;
  readonly issue: () => RowIssue;
}

/** What is noted of the rows of one request; beyond the first hundred nothing is put into words. */
interface DoorNotes {
  refuse(issue: () => RowIssue): void;
  note(i: number, note: Note): void;
  /** @throws INPUT_SCHEMA_MISMATCH */
  assertNoneRefused(check: () => ServedAnomalies | undefined): void;
  told(): Pick<PassedRows, 'problems' | 'nProblems'>;
}

function doorNotes(signature: Signature): DoorNotes {
  const issues: RowIssue[] = [];
  const problems: DoorFinding[] = [];
  let nIssues = 0;
  let nProblems = 0;
  const refuse = (issue: () => RowIssue) => {
    if (nIssues++ < MOST_TOLD) issues.push(issue());
  };
  return {
    refuse,
    note(i, { name, problem, action, to, issue }) {
      if (action === 'refuse') refuse(issue);
      if (action !== 'warn' && action !== 'default') return;
      if (nProblems++ >= MOST_TOLD) return;
      const { message } = issue();
      problems.push({
        ...{ row: i + 1, column: name, problem, action, message },
        ...(to === undefined ? {} : { to }),
      });
    },
    assertNoneRefused(check) {
      if (nIssues > 0)
        throw rowsMismatch(signature, withRest(issues, nIssues), {
          ...check(),
          warnings: problems,
        });
    },
    told: () => ({ problems, nProblems }),
  };
}

function withRest(issues: readonly RowIssue[], nIssues: number): readonly RowIssue[] {
  const nMore = nIssues - issues.length;
  if (nMore === 0) return issues;
  return [
    ...issues,
    { path: '/rows', problem: 'more', message: `/rows has ${nMore} more problems.` },
  ];
}
