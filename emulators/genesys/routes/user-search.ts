// The user search, with criteria in the body (genesys contract 3.3).
import { z } from 'zod';
import type { Reply, Route } from '../../core/http.ts';
import { api, type Call } from '../call.ts';
import { badRequest } from '../errors.ts';
import { checkPage, paginate, type Page } from '../pages.ts';
import { readBody } from '../requests/body.ts';
import { Criterion, findUsers, sortUsers, Sort } from '../requests/user-search.ts';
import { permissionFor } from '../rules/permissions.ts';
import type { GenesysState } from '../state/state.ts';
import { toListedUser } from '../wire/users.ts';

const SearchRequest = z.object({
  query: z.array(Criterion).default([]),
  pageSize: z.number().int().default(25),
  pageNumber: z.number().int().default(1),
  sortBy: z.string().optional(),
  sortOrder: z.string().optional(),
  sort: z.array(Sort).default([]),
  expand: z.array(z.string()).default([]),
  enforcePermissions: z.boolean().optional(),
});
type SearchRequest = z.output<typeof SearchRequest>;

export const searchRoutes: readonly Route<GenesysState>[] = [
  api('POST', '/api/v2/users/search', permissionFor.searchUsers, search),
];

function search(call: Call): Reply {
  const { org, settings } = call;
  const where = { org, settings };
  const body = readBody(call, SearchRequest);
  const page = checkPage({ size: body.pageSize, number: body.pageNumber }, settings.maxSearchPageSize);
  if (page.size * page.number > settings.searchWindow) {
    throw badRequest(`Only ${settings.searchWindow} results can be paged`, 'pageNumber');
  }
  const found = sortUsers(findUsers(where, body.query), where, sortsOf(body));
  const { entities, ...numbers } = paginate(found, page, settings, (index) =>
    toListedUser(org, index, body.expand, settings),
  );
  return {
    status: 200,
    body: {
      ...numbers,
      ...markers(page, numbers.pageCount),
      types: ['users'],
      ...(found.length > 0 && { results: entities }),
    },
  };
}

function sortsOf({ sort, sortBy, sortOrder }: SearchRequest): readonly Sort[] {
  if (sort.length > 0) return sort;
  return sortBy === undefined ? [] : [{ sortBy, ...(sortOrder !== undefined && { sortOrder }) }];
}

/** Markers of the pages around: opaque to clients, and no request takes them here. */
function markers({ size, number }: Page, pageCount: number): object {
  const marker = (at: number): string => Buffer.from(`users:${size}:${at}`).toString('base64url');
  return {
    ...(number > 1 && { previousPage: marker(number - 1) }),
    currentPage: marker(number),
    ...(number < pageCount && { nextPage: marker(number + 1) }),
  };
}
