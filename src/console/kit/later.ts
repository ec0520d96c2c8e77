// A part of a page whose code is loaded when it is first needed, so that the page itself does not wait for it.
import { h, type ComponentType, type JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { code, p, span } from './elements.ts';
import { Notice } from './notice.ts';

type Loaded<Props> = { readonly component: ComponentType<Props> } | { readonly error: string };

/**
 * A component that stands for another one, whose module `load` imports. Before that is there, `meanwhile` stands in its place: by itself
 * nothing that is seen, and what says that the page is not whole yet.
 */
export function later<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  meanwhile: () => JSX.Element = () => span({ hidden: true, 'aria-busy': true }),
): (props: Props) => JSX.Element {
  return function Later(props) {
    const [loaded, setLoaded] = useState<Loaded<Props> | null>(null);
    useEffect(() => {
      load().then(
        (component) => setLoaded({ component }),
        (error: unknown) => setLoaded({ error: String(error) }),
      );
    }, []);
    if (loaded === null) return meanwhile();
    if ('component' in loaded) return h<Props>(loaded.component, props);
    return h(
      Notice,
      { tone: 'error', title: 'A part of this page could not be loaded.' },
      p(
        {},
        'License Graph may have been renewed, or is restarting. Load the page again. ',
        code({}, loaded.error),
      ),
    );
  };
}
