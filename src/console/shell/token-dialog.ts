// Asks for the token, over whatever stands on the screen; after it everything is asked again at the same address.
import { h, type JSX } from 'preact';
import { useState } from 'preact/hooks';
import { askEverythingAgain } from '../graph/live.ts';
import { giveNoToken, keepToken } from '../graph/token.ts';
import { button, form, input, label, p, span } from '../kit/elements.ts';
import { Overlay } from '../kit/overlay.ts';

export function TokenDialog({ why }: { readonly why: 'MISSING' | 'REFUSED' }): JSX.Element {
  const [token, setToken] = useState('');
  const use = (event: Event): void => {
    event.preventDefault();
    if (token.trim() === '') return;
    keepToken(token.trim());
    askEverythingAgain();
  };
  return h(
    Overlay,
    {
      kind: 'dialog',
      title: why === 'MISSING' ? 'License Graph asks for a token' : 'License Graph does not take this token',
      onClose: giveNoToken,
    },
    form(
      { class: 'token-form', onSubmit: use },
      label(
        { class: 'field' },
        span({}, 'Token'),
        input({
          type: 'password',
          autocomplete: 'off',
          autoFocus: true,
          value: token,
          onInput: ({ currentTarget: { value } }) => setToken(value),
        }),
      ),
      p({ class: 'muted' }, 'It is kept until this tab is closed, and sent to this server alone.'),
      button({ type: 'submit', class: 'button main' }, 'Use it'),
    ),
  );
}
