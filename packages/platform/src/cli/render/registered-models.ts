import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { renderPairs, renderSections } from '../table.ts';
import { renderFindings } from './findings.ts';
import type { Look } from './render.ts';

/** A model that was registered without being trained here. */
export function renderRegistered(
  model: OutputOf<Operations['models']['register-proxy']>,
  look: Look,
): string {
  const reads = model.signature.inputs.map(({ name, kind }) => `${name} (${kind})`);
  return renderSections(
    [
      [
        '',
        renderPairs(
          [
            ['model', `${model.name}/${model.version}`],
            ['answers', `${model.target} (${model.task})`],
            ['reads', reads.slice(0, 20).join(', ')],
          ],
          look.style,
        ),
      ],
      ['What to know', renderFindings(model.findings, look)],
    ],
    look.style,
  );
}
