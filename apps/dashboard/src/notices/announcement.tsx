/**
 * Read aloud when it changes, and not to be seen: what is shown beside it may tick, which nobody wants to hear every second.
 */
export function LiveRegion({ children }: { children: string }) {
  return (
    <p className="visually-hidden" role="status" aria-live="polite">
      {children}
    </p>
  );
}
