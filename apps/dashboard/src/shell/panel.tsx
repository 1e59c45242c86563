import type { ReactNode } from 'react';

interface PanelProps {
  /** The prefix of the heading's element id. */
  id: string;
  title: ReactNode;
  aside?: ReactNode;
  className?: string;
  children: ReactNode;
}

export function Panel({ id, title, aside, className = '', children }: PanelProps) {
  return (
    <section className={`panel fades ${className}`} aria-labelledby={`${id}-title`}>
      <div className="panel-head row between">
        <h2 id={`${id}-title`}>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}

/** A row of a `dl.properties`; none without a value. */
export function Property({ name, children }: { name: string; children: ReactNode }) {
  if (children === null || children === '' || children === undefined || children === false) return null;
  return (
    <div className="row between">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** A 12 × 12 icon beside a text: color is not the only cue. */
export function Icon({ path, isFilled = false }: { path: string; isFilled?: boolean }) {
  return (
    <svg className="icon" width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
      <path d={path} fill={isFilled ? 'currentColor' : 'none'} />
    </svg>
  );
}
