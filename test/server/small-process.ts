// License Graph and the emulators in a process of their own, which says where it serves.
import { startTestApp } from '../support/start-app.ts';

const app = await startTestApp();
process.stdout.write(`${JSON.stringify({ url: app.url })}\n`);
