// Who sits here and what they may do: asked once by the shell, known to every page.
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { ViewerQuery } from '../generated/documents.ts';

export type Viewer = NonNullable<ViewerQuery['viewer']>;

/** Null until it is known. */
export const ViewerContext = createContext<Viewer | null>(null);

/** Whether whoever sits here has a scope; what takes one that they lack is not offered. */
export function useMay(scope: string): boolean {
  const scopes = useContext(ViewerContext)?.scopes ?? [];
  return scopes.includes(scope);
}
