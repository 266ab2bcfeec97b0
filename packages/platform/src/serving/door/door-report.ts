import type { PassedRows } from '@kaizenml/ml/artifact';

/** What the door says of the rows of an answer. */
export type DoorReport = Pick<PassedRows, 'problems' | 'nProblems'>;

/** The header of answers in protocols whose bodies have no place for it. */
const HEADER = 'x-kaizen-door';
/** Problems that a header tells: servers and proxies take headers of a few kilobytes. */
const MOST_IN_HEADER = 10;
const LONGEST_NAME = 60;

/** What the door says, where a protocol has headers alone for it: JSON in ASCII; none where nothing is to be said. */
export function doorHeaders(report: DoorReport): Readonly<Record<string, string>> {
  return report.nProblems === 0 ? {} : { [HEADER]: inAscii(shortReport(report)) };
}

/** What the door says as parameters of an answer of the Open Inference Protocol; none where nothing is to be said. */
export function doorParameters(report: DoorReport): { readonly kaizen_door?: string } {
  return report.nProblems === 0 ? {} : { kaizen_door: JSON.stringify(shortReport(report)) };
}

function shortReport({ problems, nProblems }: DoorReport): object {
  return {
    nProblems,
    problems: problems.slice(0, MOST_IN_HEADER).map(({ row, column, problem, action }) => ({
      ...{ row, column: column.slice(0, LONGEST_NAME), problem, action },
    })),
  };
}

/** JSON with every letter beyond ASCII escaped. @source RFC 8259, 7. */
function inAscii(value: object): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
