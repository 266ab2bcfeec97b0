import { type Html, html } from '../html.ts';
import { shellWord } from '../quote.ts';
import type { ProfileInput } from './profile-input.ts';

/** The line that makes the page again, and what comes next. */
export function profileCommands({ name, againstName, target }: ProfileInput): Html {
  const again = [
    'kaizen datasets profile',
    shellWord(name),
    ...(againstName === null ? [] : [`--against ${shellWord(againstName)}`]),
    ...(target === null ? [] : [`--target ${shellWord(target)}`]),
    '--html profile.html',
  ].join(' ');
  return html`<section><h2>As command</h2><pre>${again}</pre></section>`;
}
