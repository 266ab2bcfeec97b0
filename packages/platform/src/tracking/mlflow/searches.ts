import {
  type Condition,
  parseExperimentFilter,
  parseLoggedModelFilter,
  parseOrderBy,
  parseRunFilter,
  toLoggedModelOrder,
} from '../../filters/index.ts';
import type { LoggedModelOrder } from '../store.ts';
import { findMessages, findText, findTexts, getText } from './fields.ts';
import { LIMITS } from './limits.ts';
import type { Message } from './message.ts';
import { invalidValue, missingValue, refusal } from './refusals.ts';
import { readViewType } from './view-types.ts';

/** What a search of experiments asks for. @throws REQUEST_INVALID, SEARCH_INVALID */
export function readExperimentSearch(message: Message) {
  return {
    ...readCondition(message, parseExperimentFilter),
    orders: parseOrderBy(findTexts(message, 'order_by'), 'experiments'),
    lifecycle: readViewType(message, 'view_type'),
  };
}

/** What a search of runs asks for. @throws REQUEST_INVALID, SEARCH_INVALID */
export function readRunSearch(message: Message) {
  return {
    experimentIds: readExperimentIds(message),
    ...readCondition(message, parseRunFilter),
    orders: parseOrderBy(findTexts(message, 'order_by'), 'runs'),
    lifecycle: readViewType(message, 'run_view_type'),
  };
}

/** What a search of logged models asks for. @throws REQUEST_INVALID, SEARCH_INVALID */
export function readModelSearch(message: Message) {
  const experimentIds = readExperimentIds(message);
  if (experimentIds.length === 0) throw missingValue('experiment_ids');
  return {
    experimentIds,
    ...readCondition(message, parseLoggedModelFilter),
    datasets: findMessages(message, 'datasets').map((each, i) =>
      readDataset(each, `datasets[${i}].`),
    ),
    orders: findMessages(message, 'order_by').map(readModelOrder),
  };
}

function readExperimentIds(message: Message): readonly string[] {
  const ids = findTexts(message, 'experiment_ids');
  if (ids.length <= LIMITS.experiments) return ids;
  throw refusal(
    `A search can be about at most ${LIMITS.experiments} experiments. Got ${ids.length} experiments.`,
    { n: ids.length, limit: LIMITS.experiments },
  );
}

function readCondition(
  message: Message,
  parse: (text: string) => Condition | undefined,
): { readonly condition?: Condition } {
  const condition = parse(findText(message, 'filter') ?? '');
  return condition === undefined ? {} : { condition };
}

function readModelOrder(order: Message, i: number): LoggedModelOrder {
  const within = `order_by[${i}].`;
  const name = getText(order, 'field_name', { within });
  const { ascending = true } = order;
  if (typeof ascending !== 'boolean') throw invalidValue(`${within}ascending`, ascending);
  const read = toLoggedModelOrder(name, { isDescending: !ascending });
  return findText(order, 'dataset_name', { within })
    ? { ...read, dataset: readDataset(order, within) }
    : read;
}

function readDataset(
  message: Message,
  within: string,
): { readonly name: string; readonly digest?: string } {
  const name = getText(message, 'dataset_name', { within });
  const digest = findText(message, 'dataset_digest', { within });
  return digest === undefined || digest === '' ? { name } : { name, digest };
}
