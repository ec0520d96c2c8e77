// The menu: pages, the playground, theme, who sits here.
import { h, type JSX } from 'preact';
import { useState } from 'preact/hooks';
import { hasToken, signOut } from '../graph/token.ts';
import { a, button, div, li, nav, p, span, ul } from '../kit/elements.ts';
import { icon } from '../kit/icons.ts';
import { address } from '../kit/router.ts';
import { ROUTES, routeOf } from '../routes.ts';
import { Brand } from './brand.ts';
import { hasPlayground } from '../parts/answers/query-view.ts';
import { ThemePicker } from './theme.ts';
import type { Viewer } from '../parts/viewer.ts';

export function Menu({ viewer }: { readonly viewer: Viewer | null }): JSX.Element {
  const here = routeOf(address.value.path)?.route.path;
  // On narrow screens it is closed until it is asked for, and after a page was chosen.
  const [openAt, setOpenAt] = useState<string | null>(null);
  const isOpen = openAt === address.value.path;
  return nav(
    { class: 'menu', 'aria-label': 'Pages' },
    div(
      { class: 'menu-head' },
      h(Brand, {}),
      button(
        {
          type: 'button',
          class: 'icon-button menu-toggle',
          'aria-label': 'Menu',
          'aria-expanded': isOpen,
          onClick: () => setOpenAt(isOpen ? null : address.value.path),
        },
        icon(isOpen ? 'close' : 'menu'),
      ),
    ),
    div({ class: isOpen ? 'menu-body open' : 'menu-body' }, h(MenuList, { here }), h(MenuFoot, { viewer })),
  );
}

function MenuList({ here }: { readonly here: string | undefined }): JSX.Element {
  return ul(
    { class: 'menu-list' },
    ...ROUTES.map((route) =>
      li(
        {},
        a(
          { href: route.path, class: 'menu-link', ...(route.path === here && { 'aria-current': 'page' }) },
          icon(route.icon),
          span({}, route.title),
        ),
      ),
    ),
    hasPlayground()
      ? li(
          {},
          a(
            { href: '/playground', class: 'menu-link', 'data-leaves': '' },
            icon('playground'),
            span({}, 'Playground'),
            span({ class: 'menu-end' }, icon('external')),
          ),
        )
      : null,
  );
}

function MenuFoot({ viewer }: { readonly viewer: Viewer | null }): JSX.Element {
  return div(
    { class: 'menu-foot' },
    viewer && hasToken.value
      ? p(
          { class: 'viewer' },
          span({}, viewer.name),
          button({ type: 'button', class: 'link', onClick: signOut }, 'Sign out'),
        )
      : null,
    h(ThemePicker, {}),
  );
}
