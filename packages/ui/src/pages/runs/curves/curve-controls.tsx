import { useId } from 'preact/hooks';
import { Choices } from '../../../components/index.ts';
import type { CurveLook } from './curve-look.ts';

/** How curves are drawn: over what, how smooth, on which scale. */
export function CurveControls({
  look,
  onLook,
}: {
  readonly look: CurveLook;
  readonly onLook: (look: CurveLook) => void;
}) {
  const id = useId();
  return (
    <div class="row curve-controls">
      <Choices
        legend="Horizontal axis"
        options={[
          ['step', 'Steps'],
          ['time', 'Time'],
        ]}
        chosen={look.axis}
        onChoose={(axis) => onLook({ ...look, axis })}
      />
      <Choices
        legend="Vertical scale"
        options={[
          ['linear', 'Linear'],
          ['log', 'Log'],
        ]}
        chosen={look.isLog ? 'log' : 'linear'}
        onChoose={(scale) => onLook({ ...look, isLog: scale === 'log' })}
      />
      <span class="slider">
        <label for={id}>Smoothing</label>
        <input
          id={id}
          type="range"
          min="0"
          max="0.99"
          step="0.01"
          value={look.smoothing}
          onInput={(event) => onLook({ ...look, smoothing: Number(event.currentTarget.value) })}
        />
        <output for={id}>{look.smoothing.toFixed(2)}</output>
      </span>
    </div>
  );
}
