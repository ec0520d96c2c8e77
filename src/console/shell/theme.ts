// Light or dark: as the system has it, unless one was chosen here.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { label, option, select, span } from '../kit/elements.ts';
import { icon } from '../kit/icons.ts';

const STORED = 'license-graph:theme';
const THEMES = [
  ['system', 'As the system'],
  ['light', 'Light'],
  ['dark', 'Dark'],
] as const;

/** Puts the theme that was chosen before on the page. */
export function applyTheme(theme = localStorage.getItem(STORED) ?? 'system'): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

export function ThemePicker(): JSX.Element {
  const [theme, setTheme] = useState(localStorage.getItem(STORED) ?? 'system');
  return label(
    { class: 'theme' },
    icon('theme'),
    span({ class: 'unseen' }, 'Theme'),
    select(
      {
        value: theme,
        onChange: ({ currentTarget: { value } }) => {
          localStorage.setItem(STORED, value);
          applyTheme(value);
          setTheme(value);
        },
      },
      ...THEMES.map(([value, title]) => option({ value, selected: value === theme }, title)),
    ),
  );
}
