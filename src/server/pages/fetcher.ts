// The script of the playground's page that sends its operations: by fetch, subscriptions too, as server-sent events. GraphiQL's own way
// for those is a WebSocket, which gets neither headers nor the token that the page has asked for.

/** After GraphiQL's settings and before GraphiQL. A subscription is what comes of it, until it ends or is stopped. */
export function fetcherScript(endpoint: string): string {
  return `{
  function isSubscription({ operationName }, document) {
    return (document?.definitions ?? []).some(
      ({ operation, name }) =>
        operation === 'subscription' && (!operationName || name?.value === operationName),
    );
  }

  async function* eventsOf(answer, signal) {
    let text = '';
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) throw new Error('The connection was cut: run it again to go on.');
        const events = (text + value).split('\\n\\n');
        text = events.pop();
        for (const event of events) {
          const [, name, data] = /^event: (\\w+)\\ndata: ?(.*)$/.exec(event) ?? [];
          if (name === 'next') yield JSON.parse(data);
          if (name === 'complete') return;
        }
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  RURU_CONFIG.fetcher = async (asked, { headers, documentAST } = {}) => {
    const stopping = new AbortController();
    const answer = await fetch('${endpoint}', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: isSubscription(asked, documentAST) ? 'text/event-stream, application/json' : 'application/json',
        ...headers,
      },
      body: JSON.stringify(asked),
      signal: stopping.signal,
    });
    if (!answer.headers.get('content-type')?.startsWith('text/event-stream')) return answer.json();
    const events = eventsOf(answer, stopping.signal);
    const end = events.return.bind(events);
    // A generator that waits for an event does not end before that has come.
    events.return = () => {
      stopping.abort();
      return end();
    };
    return events;
  };
}`;
}
