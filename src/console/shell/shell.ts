// What surrounds every page: the menu, the theme, the token, the keys.
import { h, type ComponentType, type JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { ViewerDocument } from '../generated/documents.ts';
import { useQuestion } from '../graph/live.ts';
import { tokenNeeded } from '../graph/token.ts';
import { a, code, div, main, p } from '../kit/elements.ts';
import { address } from '../kit/router.ts';
import { Keys } from './keys.ts';
import { Menu } from './menu.ts';
import { Page, PageToCome } from '../parts/page.ts';
import { TokenDialog } from './token-dialog.ts';
import { ViewerContext } from '../parts/viewer.ts';
import { routeOf } from '../routes.ts';

export function Shell(): JSX.Element {
  const viewer = useQuestion(ViewerDocument, {});
  return h(
    ViewerContext.Provider,
    { value: viewer.data?.viewer ?? null },
    a({ class: 'skip', href: '#content' }, 'Skip to the content'),
    div(
      { class: 'shell' },
      h(Menu, { viewer: viewer.data?.viewer ?? null }),
      main({ id: 'content', tabIndex: -1 }, h(Current, {})),
    ),
    tokenNeeded.value === null ? null : h(TokenDialog, { why: tokenNeeded.value }),
    h(Keys, {}),
  );
}

type Loaded = { readonly path: string } & (
  { readonly page: ComponentType<{ readonly id: string | null }> } | { readonly error: string }
);

/** The page of the address, once its code is there. */
function Current(): JSX.Element {
  const found = routeOf(address.value.path);
  const path = found?.route.path;
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  useEffect(() => {
    if (!found) return;
    let isLeft = false;
    const { route } = found;
    route.load().then(
      (page) => {
        if (!isLeft) setLoaded({ path: route.path, page });
      },
      (error: unknown) => {
        if (!isLeft) setLoaded({ path: route.path, error: String(error) });
      },
    );
    return () => {
      isLeft = true;
    };
  }, [path]);
  if (!found) return h(NoPage, {});
  if (loaded?.path !== found.route.path) return h(PageToCome, { title: found.route.title });
  if ('error' in loaded) return h(NotLoaded, { error: loaded.error });
  return h(loaded.page, { id: found.id, key: found.route.path });
}

function NoPage(): JSX.Element {
  return h(Page, { title: 'There is no such page' }, p({}, a({ href: '/' }, 'Go to the overview'), '.'));
}

/** Another release has taken the place of the one that this page came with, or the server is away. */
function NotLoaded({ error }: { readonly error: string }): JSX.Element {
  return h(
    Page,
    { title: 'This page could not be loaded' },
    p(
      {},
      'License Graph may have been renewed, or is restarting. ',
      a({ href: location.href, 'data-leaves': '' }, 'Load it again'),
      '.',
    ),
    p({ class: 'muted' }, code({}, error)),
  );
}
