// The script of the playground's page that asks for a token when one is needed. It keeps it in the storage of the tab, which ends
// with the tab and is no other page's, and sends it to no other origin.

const STORED = 'license-graph:token';

/** Asks whoever sits there; several requests that are refused at once ask once. Escape is an answer, too. */
const DIALOG = `  function ask(wasRefused) {
    asking ??= new Promise((resolve) => {
      const dialog = document.createElement('dialog');
      const line = document.createElement('p');
      line.textContent = wasRefused ? 'The server does not take this token.' : 'The server asks for a token.';
      const input = document.createElement('input');
      Object.assign(input, { type: 'password', size: 48, autocomplete: 'off' });
      input.setAttribute('aria-label', 'Token');
      const note = document.createElement('p');
      note.textContent = 'It is kept until this tab is closed.';
      const done = document.createElement('button');
      done.textContent = 'Use it';
      done.addEventListener('click', () => dialog.close(input.value.trim()));
      input.addEventListener('keydown', ({ key }) => { if (key === 'Enter') done.click(); });
      dialog.addEventListener('close', () => {
        dialog.remove();
        asking = null;
        answered += 1;
        declined = !dialog.returnValue;
        if (dialog.returnValue) sessionStorage.setItem('${STORED}', dialog.returnValue);
        resolve(dialog.returnValue);
      });
      dialog.append(line, input, note, done);
      document.body.append(dialog);
      dialog.showModal();
    });
    return asking;
  }`;

/** Before GraphiQL, whose requests it looks after: with the token that is kept, and again with a new one after a 401. */
export function askForTokenScript(endpoint: string): string {
  return `{
  const send = window.fetch;
  const kept = () => sessionStorage.getItem('${STORED}');
  let asking = null;
  let answered = 0;
  let declined = false;

  function withToken(request, token) {
    const headers = new Headers(request.headers);
    headers.set('authorization', 'Bearer ' + token);
    return new Request(request, { headers });
  }

${DIALOG}

  window.fetch = async (resource, options) => {
    const request = new Request(resource, options);
    const { origin, pathname } = new URL(request.url);
    if (origin !== location.origin || pathname !== '${endpoint}' || request.headers.has('authorization')) {
      return send(request);
    }
    for (;;) {
      const token = kept();
      const before = answered;
      const answer = await send(token ? withToken(request.clone(), token) : request.clone());
      if (answer.status !== 401) return answer;
      // GraphiQL asks for the schema again and again, by itself.
      if (declined && (await request.clone().text()).includes('__schema')) return answer;
      // Another request may have asked meanwhile.
      if (answered === before) await ask(token !== null);
      if (kept() === token) return answer;
    }
  };
}`;
}
