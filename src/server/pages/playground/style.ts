// How the playground's page looks, where it does not look as ruru does.

/** GraphiQL's colors are made of hue, saturation and lightness. */
export const STYLE = `
  .graphiql-container,
  .graphiql-dropdown-content,
  .graphiql-dialog {
    --color-primary: 219, 70%, 46%;
  }
  @media (prefers-color-scheme: dark) {
    body:not(.graphiql-light) :is(.graphiql-container, .graphiql-dropdown-content, .graphiql-dialog) {
      --color-primary: 219, 80%, 62%;
    }
  }
  body.graphiql-dark :is(.graphiql-container, .graphiql-dropdown-content, .graphiql-dialog) {
    --color-primary: 219, 80%, 62%;
  }
  .brand {
    display: flex;
    gap: 14px;
    align-items: baseline;
    padding: 0 8px;
    font-size: 15px;
    white-space: nowrap;
  }
  .brand span {
    font-weight: 600;
  }
  .brand a,
  .examples button {
    color: inherit;
  }
  .brand,
  .examples p,
  .examples span {
    color: hsl(var(--color-neutral));
  }
  .examples h2 {
    margin: 20px 0 4px;
    font-size: 13px;
    font-weight: 600;
  }
  .examples ul {
    margin: 0 -8px;
    padding: 0;
    list-style: none;
  }
  .examples button {
    display: block;
    width: 100%;
    padding: 6px 8px;
    border: 0;
    border-radius: 6px;
    background: none;
    font: inherit;
    text-align: left;
    cursor: pointer;
  }
  .examples button:hover {
    background: hsla(var(--color-neutral), 0.07);
  }
  .examples button:focus-visible,
  .brand a:focus-visible {
    outline: 2px solid hsl(var(--color-primary));
  }
  .examples strong,
  .examples button span {
    display: block;
  }
  .examples strong {
    font-weight: 500;
  }
  .examples button span {
    font-size: 13px;
  }`;
