// Where the console starts, in a browser.
import { h, render } from 'preact';
import { followNetwork } from './graph/live.ts';
import { startRouter } from './kit/router.ts';
import { applyTheme } from './shell/theme.ts';
import { Shell } from './shell/shell.ts';

applyTheme();
startRouter();
followNetwork();
const place = document.querySelector('#app');
if (place) {
  // What the page came with stood for the time until now.
  place.replaceChildren();
  render(h(Shell, {}), place);
}
