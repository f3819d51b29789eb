// The chosen row in full: what is known of it, and its bytes as JSON, as they are, and in hex.
const detail = byId('detail');
const hexShown = 8192;
let tab = '';

function drawDetail() {
  detail.replaceChildren();
  detail.scrollTop = 0;
  const row = chosen;
  if (!row) return;
  detail.append(element('h2', row.k, row.k === 'event' ? onOneLine(row.event.rawmcp) : `#${row.f} ${row.k} ${onOneLine(row.m ?? '')}`));
  const facts = element('dl');
  const fact = (name, ...value) => facts.append(element('dt', '', name), element('dd', '', ...value));
  fact('time', `${seconds(row.t)} s` + (row.first === undefined ? '' : `, its first byte at ${seconds(row.first)} s`));
  if (row.k === 'event') eventFacts(row, fact);
  else frameFacts(row, fact);
  detail.append(facts);
  if (row.k !== 'event') drawBody(row);
}

function eventFacts(row, fact) {
  for (const [name, value] of Object.entries(row.event)) {
    if (name !== 'rawmcp') fact(onOneLine(name), plain(Array.isArray(value) && value.every(it => typeof it === 'string') ? value.join('\n') : typeof value === 'object' ? JSON.stringify(value) : String(value)));
  }
}

function frameFacts(row, fact) {
  fact('stream', ['stdin: from client to server', 'stdout: from server to client', 'stderr: the server’s log'][row.s]);
  fact('bytes', `${count(row.n)} at offset ${count(row.at)}`);
  if (row.section) fact('recording', String(row.section + 1));
  if (row.id !== undefined) fact('id', plain(row.id));
  if (row.target) fact('about', plain(row.target));
  const link = (name, frame, more = '') => fact(name, linkTo(frame), more);
  if (row.by !== undefined) link('answered by', row.by, ` after ${took(row.dur)}`);
  if (row.to !== undefined) link('answers', row.to, ` after ${took(row.dur)}`);
  if (row.about !== undefined) link('belongs to', row.about);
  if (row.retryOf !== undefined) link('brings the input for', row.retryOf);
  if (row.retriedBy !== undefined) link('input brought by', row.retriedBy);
  if (row.flight) fact('answer', 'none in the capture');
  if (row.why) fact('no message', element('span', 'bad', plain(row.why)), ` (byte ${row.whyAt})`);
  if (row.open) fact('ending', 'no line feed: the stream ended in it');
  if (row.gap) fact('gap', 'the capture lacks bytes beside it');
}

function linkTo(frame) {
  const row = rowOf(frame);
  if (!row) return element('span', '', `#${frame}, which is not in this page`);
  const button = element('button', '', `#${frame} ${onOneLine(row.m ?? row.k)}`);
  button.type = 'button';
  button.addEventListener('click', () => goTo(row));
  return button;
}

function drawBody(row) {
  const body = bodyOf(row);
  const looksLikeJson = row.s < 2 && body.text !== undefined && row.k !== 'blank';
  const tabs = looksLikeJson ? ['json', 'raw', 'hex'] : body.text !== undefined ? ['raw', 'hex'] : ['hex', 'raw'];
  const shown = tabs.includes(tab) ? tab : row.k === 'malformed' ? 'hex' : tabs[0];
  const bar = element('div', 'tabs');
  for (const name of tabs) {
    const button = element('button', '', name);
    button.type = 'button';
    button.setAttribute('aria-pressed', name === shown);
    button.addEventListener('click', () => { tab = name; drawDetail(); });
    bar.append(button);
  }
  detail.append(bar);
  if (body.cut > 0) detail.append(element('p', 'note', `${count(body.cut)} bytes more are in the capture and not in this page.`));
  detail.append(shown === 'json' ? laidOut(body.text) : shown === 'raw' ? element('pre', '', plain(textOf(body))) : hexPart(row, bytesOf(body)));
}

function hexPart(row, bytes) {
  const part = element('pre', 'hex', hexOf(bytes.subarray(0, hexShown), row.at));
  if (bytes.length > hexShown) part.append(`\n… ${count(bytes.length - hexShown)} bytes more`);
  return part;
}
