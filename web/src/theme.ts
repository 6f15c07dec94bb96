// Light or dark: as the reader's system has it, or as chosen; the choice is part of the address and kept for the next visit.
import { effect } from '@preact/signals';
import { go, place } from './model/place';
import { visits } from './model/storage';

const themeKey = 'ipgraph-theme';

const systemIsDark = () => matchMedia('(prefers-color-scheme: dark)').matches;

const kept = () => {
  const theme = visits.get(themeKey);
  return theme === 'dark' || theme === 'light' ? theme : '';
};

export const isDark = () => (place.value.theme || kept() || (systemIsDark() ? 'dark' : 'light')) === 'dark';

export function followTheme(): void {
  effect(() => {
    document.documentElement.dataset.theme = isDark() ? 'dark' : 'light';
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    document.documentElement.dataset.theme = isDark() ? 'dark' : 'light';
  });
}

export function switchTheme(): void {
  const theme = isDark() ? 'light' : 'dark';
  visits.set(themeKey, theme);
  go({ theme });
}
