import { type Finding, listNames } from '@kaizenml/contracts';

/** Says which columns are not looked at, if any. */
export function leftOutFinding(
  leftOut: readonly { readonly name: string; readonly reason: string }[],
): Finding[] {
  if (leftOut.length === 0) return [];
  const names = leftOut.map(({ name }) => name);
  const said = leftOut
    .slice(0, 5)
    .map(({ name, reason }) => `"${name}" ${reason}`)
    .join('; ');
  return [
    {
      code: 'COLUMN_DROPPED',
      severity: 'info',
      message: `${leftOut.length === 1 ? 'A column is' : `${leftOut.length} columns are`} not looked at: ${said}${leftOut.length > 5 ? `; and ${listNames(names.slice(5), 10)}` : ''}.`,
      details: { leftOut },
    },
  ];
}
