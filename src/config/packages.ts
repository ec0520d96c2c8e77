// The package of the playground, which may not be installed: it is large and nothing else needs it, so `npm ci --omit=dev` leaves it out.

/** Its version is written here for the sentence that tells how to install it; test/rules holds it to package.json. */
export const PLAYGROUND_PACKAGE = { name: 'ruru', version: '2.0.2' } as const;

/** What installs it, and nothing else beside what a server needs. */
export const INSTALL_PLAYGROUND = `npm install --no-save --save-prod --omit=dev ${PLAYGROUND_PACKAGE.name}@${PLAYGROUND_PACKAGE.version}`;

/** Whether a package can be imported from here. */
export type IsInstalled = (name: string) => boolean;

/** Asks Node, which looks for the package and loads nothing of it. */
export function isInstalled(name: string): boolean {
  try {
    import.meta.resolve(name);
    return true;
  } catch {
    return false;
  }
}
