import type { Aim, Task, TaskWord } from './signature.ts';

/** The task that a word asks for, and what is answered about numbers. */
export function taskOfWord(word: TaskWord): { readonly task: Task; readonly aim: Aim } {
  switch (word) {
    case 'counts':
    case 'quantiles':
    case 'ranking':
      return { task: 'regression', aim: word };
    default:
      return { task: word, aim: 'mean' };
  }
}

/** The word for a task and an aim. */
export function wordOfTask({ task, aim }: { readonly task: Task; readonly aim: Aim }): TaskWord {
  return task === 'regression' && aim !== 'mean' ? aim : task;
}
