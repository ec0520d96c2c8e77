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
if (place) render(h(Shell, {}), place);
