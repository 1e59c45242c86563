import { useEffect, useRef, type ReactNode } from 'react';

/** Something that unfolds below its button; Escape and a click elsewhere fold it up. */
export function Menu({ label, children }: { label: string; children: ReactNode }) {
  const frame = useRef<HTMLDetailsElement>(null);

  useEffect(() => {
    const fold = (event: Event) => {
      const menu = frame.current;
      if (!menu?.open) return;
      const isEscape = event instanceof KeyboardEvent && event.key === 'Escape';
      if (isEscape) menu.querySelector('summary')?.focus();
      if (isEscape || (event.type === 'pointerdown' && !menu.contains(event.target as Node))) menu.open = false;
    };
    addEventListener('keydown', fold);
    addEventListener('pointerdown', fold);
    return () => {
      removeEventListener('keydown', fold);
      removeEventListener('pointerdown', fold);
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
