import { useSyncExternalStore } from 'react';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const PLACE = 'jobgate.theme';
const listeners = new Set<() => void>();
const darkness = matchMedia('(prefers-color-scheme: dark)');

darkness.addEventListener('change', tell);

function tell(): void {
  for (const listener of listeners) listener();
}

function chosen(): Theme {
  const kept = localStorage.getItem(PLACE);
  return kept === 'light' || kept === 'dark' ? kept : 'system';
}

/** Puts the choice where the style sheet looks for it. */
export function applyTheme(): void {
  const theme = chosen();
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

export function chooseTheme(theme: Theme): void {
  if (theme === 'system') localStorage.removeItem(PLACE);
  else localStorage.setItem(PLACE, theme);
  applyTheme();
  tell();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useThemeChoice = (): Theme => useSyncExternalStore(subscribe, chosen);

/** What is shown in the end: what draws on a canvas has to know. */
export const useIsDark = (): boolean =>
  useSyncExternalStore(subscribe, () => (chosen() === 'system' ? darkness.matches : chosen() === 'dark'));
