import { useSyncExternalStore } from 'react';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const STORAGE_KEY = 'jobgate.theme';
const listeners = new Set<() => void>();
const prefersDark = matchMedia('(prefers-color-scheme: dark)');

prefersDark.addEventListener('change', notify);

function notify(): void {
  for (const listener of listeners) listener();
}

function storedTheme(): Theme {
  const load = localStorage.getItem(STORAGE_KEY);
  return load === 'light' || load === 'dark' ? load : 'system';
}

/** Sets the attribute that the style sheet reads. */
export function applyTheme(): void {
  const theme = storedTheme();
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

export function chooseTheme(theme: Theme): void {
  if (theme === 'system') localStorage.removeItem(STORAGE_KEY);
  else localStorage.setItem(STORAGE_KEY, theme);
  applyTheme();
  notify();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useThemeChoice = (): Theme => useSyncExternalStore(subscribe, storedTheme);

/** The resolved theme, for drawing on a canvas. */
export const useIsDark = (): boolean =>
  useSyncExternalStore(subscribe, () => (storedTheme() === 'system' ? prefersDark.matches : storedTheme() === 'dark'));
