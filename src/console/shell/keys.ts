// The keys of the console: `/` goes to the search, `?` lists them. No other single keys: readers of the screen own them.
import { h, type JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { code, dd, dl, dt } from '../kit/elements.ts';
import { Overlay } from '../kit/overlay.ts';

const KEYS = [
  ['/', 'Search in this list'],
  ['?', 'These keys'],
  ['Tab, Shift+Tab', 'To the next thing, to the one before'],
  ['Enter', 'Opens what has the focus'],
  ['Space', 'Chooses a row, or presses a button'],
  ['Arrow keys', 'Move the day of a trend'],
  ['Escape', 'Closes what was opened last'],
] as const;

export function Keys(): JSX.Element | null {
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
      if (event.key === '?') setOpen(true);
      const search = document.querySelector<HTMLElement>('[data-search]');
      if (event.key !== '/' || !search) return;
      event.preventDefault();
      search.focus();
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, []);
  if (!isOpen) return null;
  return h(
    Overlay,
    { kind: 'dialog', title: 'Keys', onClose: () => setOpen(false) },
    dl(
      { class: 'facts keys' },
      ...KEYS.flatMap(([key, what]) => [dt({ key }, code({}, key)), dd({ key: what }, what)]),
    ),
  );
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null;
}
