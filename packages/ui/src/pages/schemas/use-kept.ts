import { useRef } from 'preact/hooks';
import type { Answer } from '../../api/index.ts';

/** The last thing that the server said while it is asked again: what a person types or reads stays on the page. */
export function useKept<T>(answer: Answer<T>): Answer<T> {
  const kept = useRef<Answer<T>>(answer);
  if (answer.state !== 'waiting') kept.current = answer;
  return kept.current;
}
