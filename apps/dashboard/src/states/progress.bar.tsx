/** null: the upstream reports no progress. */
export function ProgressBar({ percent, label = 'Progress' }: { percent: number | null; label?: string }) {
  if (percent === null) return <span className="muted">–</span>;
  const whole = Math.round(percent);
  return (
    <span className="progress row">
      <span
        className="progress-track"
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={whole}
      >
        <i style={{ width: `${whole}%` }} />
      </span>
      <span className="progress-label">{whole} %</span>
    </span>
  );
}
