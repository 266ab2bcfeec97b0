import type { LifecycleChoice } from '../store.ts';
import { findWord } from './fields.ts';
import type { Message } from './message.ts';

const VIEW_TYPES: Readonly<Record<string, LifecycleChoice>> = {
  ACTIVE_ONLY: 'active',
  DELETED_ONLY: 'deleted',
  ALL: 'all',
};

/** Whether active, deleted or all things are asked for. Default: active ones. @throws REQUEST_INVALID */
export function readViewType(message: Message, name: string): LifecycleChoice {
  return findWord(message, name, { words: VIEW_TYPES }) ?? 'active';
}
