// Changing licenses, for pages: its code comes when somebody begins.
import { later } from '../../kit/later.ts';
import type { ChangeFlowProps } from './change-flow.ts';

export const ChangeFlow = later<ChangeFlowProps>(async () => (await import('./change-flow.ts')).ChangeFlow);
