import { useEffect, useRef, type ReactNode } from 'react';

/** A drop-down menu; Escape and a click outside close it. */
export function Menu({ label, children }: { label: string; children: ReactNode }) {
  const frame = useRef<HTMLDetailsElement>(null);

  useEffect(() => {
    const close = (event: Event) => {
      const menu = frame.current;
      if (!menu?.open) return;
      const isEscape = event instanceof KeyboardEvent && event.key === 'Escape';
      if (isEscape) menu.querySelector('summary')?.focus();
      if (isEscape || (event.type === 'pointerdown' && !menu.contains(event.target as Node))) menu.open = false;
    };
    addEventListener('keydown', close);
    addEventListener('pointerdown', close);
    return () => {
      removeEventListener('keydown', close);
      removeEventListener('pointerdown', close);
    };
  }, []);

  return (
    <details ref={frame} className="menu">
      <summary className="button">
        {label} <i aria-hidden="true">▾</i>
      </summary>
      <div className="panel menu-panel">{children}</div>
    </details>
  );
}
