import type { Comparison, Condition } from '../../../filters/index.ts';
import { parseFilter, parseOrderBy } from '../../../filters/index.ts';
import type { RegistrySearch } from '../../../models/registry/index.ts';
import { findText, findTexts } from '../fields.ts';
import type { Message } from '../message.ts';

/** Clients of prompts keep them as models with this tag, and every search of models leaves them out. */
const PROMPT_TAG = 'mlflow.prompt.is_prompt';
const PROMPT = { of: 'tag', key: PROMPT_TAG } as const;

/** What a search of the registry asks for. @throws SEARCH_INVALID */
export function readRegistrySearch(message: Message, kind: 'models' | 'versions'): RegistrySearch {
  const filter = findText(message, 'filter') ?? '';
  return {
    condition: withoutPrompts(parseFilter(filter, kind)),
    orders: parseOrderBy(findTexts(message, 'order_by'), kind),
  };
}

/** Adds that no prompt is wanted, unless the filter asks for prompts. */
function withoutPrompts(condition: Condition | undefined): Condition {
  const parts =
    condition === undefined ? [] : condition.kind === 'all' ? condition.of : [condition];
  if (parts.some(asksForPrompts)) return { kind: 'all', of: parts };
  const others = parts.filter((part) => !isOfPrompts(part));
  const isPrompt: Comparison = { kind: 'compare', field: PROMPT, by: '=', value: 'true' };
  return { kind: 'all', of: [...others, { kind: 'not', of: isPrompt }] };
}

function isOfPrompts(part: Condition): boolean {
  return 'field' in part && part.field.of === 'tag' && part.field.key === PROMPT_TAG;
}

function asksForPrompts(part: Condition): boolean {
  if (part.kind !== 'compare' || !isOfPrompts(part)) return false;
  const value = String(part.value).toLowerCase();
  return (part.by === '=' && value === 'true') || (part.by === '!=' && value === 'false');
}
