import { nameOfField, type RunField } from './run-field.ts';

/** How runs are sorted by a field. */
export type Direction = 'ASC' | 'DESC';

/** Whether an order sorts by a field first, and which way. */
export function directionOf(order: string | undefined, field: RunField): Direction | undefined {
  const name = nameOfField(field);
  if (order === name || order === `${name} ASC`) return 'ASC';
  return order === `${name} DESC` ? 'DESC' : undefined;
}

/** The order after a press on the heading of a column: the greatest metric first, then the least, then the newest run. */
export function nextOrder(order: string | undefined, field: RunField): string | undefined {
  const isGreatestFirst =
    field.of === 'metric' || (field.of === 'attribute' && field.key === 'start_time');
  const turns: readonly Direction[] = isGreatestFirst ? ['DESC', 'ASC'] : ['ASC', 'DESC'];
  const now = directionOf(order, field);
  const next = now === undefined ? turns[0] : now === turns[0] ? turns[1] : undefined;
  return next === undefined ? undefined : `${nameOfField(field)} ${next}`;
}
