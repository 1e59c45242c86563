/** For screen readers: announces its text when it changes, without the ticking times beside it. */
export function LiveRegion({ children }: { children: string }) {
  return (
    <p className="visually-hidden" role="status" aria-live="polite">
      {children}
    </p>
  );
}
