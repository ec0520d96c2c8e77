// The drawer of a holder, for pages: its code comes when somebody opens it.
import { later } from '../../kit/later.ts';
import type { HolderDrawerProps } from './holder-drawer.ts';

export const HolderDrawer = later<HolderDrawerProps>(
  async () => (await import('./holder-drawer.ts')).HolderDrawer,
);
