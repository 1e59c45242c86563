import { chooseTheme, THEMES, useThemeChoice, type Theme } from './theme.choice.js';

const LABELS: Record<Theme, string> = { system: 'Theme: system', light: 'Theme: light', dark: 'Theme: dark' };
const ICON_PATHS: Record<Theme, string> = {
  system: 'M8 1.5a6.5 6.5 0 1 0 0 13zM8 1.5v13a6.5 6.5 0 0 0 0-13z',
  light:
    'M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM8 .8v2M8 13.2v2M.8 8h2M13.2 8h2M2.9 2.9l1.4 1.4M11.7 11.7l1.4 1.4M13.1 2.9l-1.4 1.4M4.3 11.7l-1.4 1.4',
  dark: 'M13.5 10A6 6 0 0 1 6 2.5a6 6 0 1 0 7.5 7.5z',
};

/** Cycles through system, light and dark. */
export function ThemeToggle() {
  const theme = useThemeChoice();
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length]!;
  return (
    <button
      type="button"
      className="button is-quiet icon-button"
      aria-label={`${LABELS[theme]}. Change theme`}
      title={LABELS[theme]}
      onClick={() => chooseTheme(next)}
    >
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
        <path
          d={ICON_PATHS[theme]}
          fill={theme === 'dark' ? 'currentColor' : 'none'}
          stroke="currentColor"
          strokeWidth="1.4"
          strokeLinecap="round"
        />
        {theme === 'system' && <path d="M8 1.5v13a6.5 6.5 0 0 0 0-13z" fill="currentColor" />}
      </svg>
    </button>
  );
}
