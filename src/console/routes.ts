// Which page stands at which address. A page is loaded when it is first opened.
import type { ComponentType } from 'preact';
import type { IconName } from './kit/icons.ts';

export interface Route {
  readonly path: string;
  readonly title: string;
  readonly icon: IconName;
  /** Gives the page; one that stands below its path gets the rest as `id`. */
  load(): Promise<ComponentType<{ readonly id: string | null }>>;
}

/** In the order of the menu. */
export const ROUTES: readonly Route[] = [
  {
    path: '/',
    title: 'Overview',
    icon: 'overview',
    load: async () => (await import('./pages/overview/page.ts')).OverviewPage,
  },
  {
    path: '/licenses',
    title: 'Licenses',
    icon: 'licenses',
    load: async () => (await import('./pages/licenses/page.ts')).LicensesPage,
  },
  {
    path: '/holders',
    title: 'Holders',
    icon: 'holders',
    load: async () => (await import('./pages/holders/page.ts')).HoldersPage,
  },
  {
    path: '/people',
    title: 'People',
    icon: 'people',
    load: async () => (await import('./pages/people/page.ts')).PeoplePage,
  },
  {
    path: '/devices',
    title: 'Devices',
    icon: 'devices',
    load: async () => (await import('./pages/devices/page.ts')).DevicesPage,
  },
  {
    path: '/places',
    title: 'Places',
    icon: 'places',
    load: async () => (await import('./pages/places/page.ts')).PlacesPage,
  },
  {
    path: '/findings',
    title: 'Findings',
    icon: 'findings',
    load: async () => (await import('./pages/findings/page.ts')).FindingsPage,
  },
  {
    path: '/renewals',
    title: 'Renewals',
    icon: 'renewals',
    load: async () => (await import('./pages/renewals/page.ts')).RenewalsPage,
  },
  {
    path: '/events',
    title: 'Events',
    icon: 'events',
    load: async () => (await import('./pages/events/page.ts')).EventsPage,
  },
  {
    path: '/changes',
    title: 'Changes',
    icon: 'changes',
    load: async () => (await import('./pages/changes/page.ts')).ChangesPage,
  },
  {
    path: '/audit',
    title: 'Audit log',
    icon: 'audit',
    load: async () => (await import('./pages/audit/page.ts')).AuditPage,
  },
  {
    path: '/accounts',
    title: 'Accounts',
    icon: 'accounts',
    load: async () => (await import('./pages/accounts/page.ts')).AccountsPage,
  },
];

/** The page of a path, and what follows its name: `/changes/ID`. Null where there is none. */
export function routeOf(path: string): { readonly route: Route; readonly id: string | null } | null {
  const [, name = '', rest] = /^\/([^/]*)(?:\/(.+?))?\/?$/.exec(path) ?? [];
  const route = ROUTES.find((one) => one.path === `/${name}`);
  return route ? { route, id: rest === undefined ? null : decodeURIComponent(rest) } : null;
}
