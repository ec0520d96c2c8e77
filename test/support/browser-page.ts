// A page of the console in a browser: when it stands still, and what it holds. Also for what runs outside of Jest.
import type { Page } from 'playwright-core';

/** Resolves once every part of the page has its answer. */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1').waitFor();
  for (const waiting of ['.skeleton', '[aria-busy="true"]']) {
    await page.locator(waiting).first().waitFor({ state: 'detached' });
  }
}

/** The value of an expression in the page. Not by Playwright's own way for texts, which the policy of the page refuses. */
export async function evaluate<Value>(page: Page, expression: string): Promise<Value> {
  const session = await page.context().newCDPSession(page);
  const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
    expression,
    awaitPromise: true,
    returnByValue: true,
  });
  await session.detach();
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value as Value; // what the expression gives
}
