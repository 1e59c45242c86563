import { usePrefersDark } from '../shell/browser.state.js';
import { ExternalStore, useExternalStore } from '../shell/external.store.js';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const STORAGE_KEY = 'jobgate.theme';
const store = new ExternalStore<Theme>(THEMES.find((theme) => theme === localStorage.getItem(STORAGE_KEY)) ?? 'system');

/** Sets the attribute that the style sheet reads. */
export function applyTheme(): void {
  const theme = store.current();
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

export function chooseTheme(theme: Theme): void {
  if (theme === 'system') localStorage.removeItem(STORAGE_KEY);
  else localStorage.setItem(STORAGE_KEY, theme);
  store.set(theme);
  applyTheme();
}

export const useThemeChoice = (): Theme => useExternalStore(store);

/** The resolved theme, for drawing on a canvas. */
export function useIsDark(): boolean {
  const [theme, prefersDark] = [useThemeChoice(), usePrefersDark()];
  return theme === 'system' ? prefersDark : theme === 'dark';
}
