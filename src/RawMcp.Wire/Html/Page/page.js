// Filter and search, keys, and the first drawing.
const filterBox = byId('filter'), searchBox = byId('search'), complaint = byId('complaint');
let matched = [];

function tell() {
  const place = matched.indexOf(chosen);
  byId('count').value = (view.length === rows.length ? `${count(rows.length)} rows` : `${count(view.length)} of ${count(rows.length)} rows`)
    + (searchBox.value === '' ? '' : matched.length === 0 ? ', found nothing' : `, found ${place < 0 ? '' : count(place + 1) + ' of '}${count(matched.length)}`);
}

function filter() {
  const text = filterBox.value;
  complaint.textContent = '';
  filterBox.removeAttribute('aria-invalid');
  let tree = null;
  try {
    if (text.trim() !== '') tree = parseFilter(text);
  } catch (e) {
    if (!(e instanceof FilterMistake)) throw e;
    filterBox.setAttribute('aria-invalid', true);
    const before = [...text.slice(0, e.at)].length;
    complaint.textContent = `column ${before + 1}: ${onOneLine(e.message)}\n  ${onOneLine(text)}\n  ${' '.repeat(before)}^`;
    return;
  }
  if (tree === null) running.filter = null;
  const done = next => { setView(next); drawTimeline(); search(false); };
  if (tree === null) done(rows);
  else {
    byId('count').value = 'filtering …';
    sift('filter', rows, row => row.k !== 'event' && matches(tree, row), done);
  }
}

function search(jumps = true) {
  const wanted = searchBox.value.toLowerCase();
  if (wanted === '') {
    running.search = null;
    matched = [];
    found = new Set();
    drawList();
    tell();
    return;
  }
  byId('count').value = 'searching …';
  sift('search', view, row => (row.k === 'event' ? row.say + '\n' + JSON.stringify(row.event) : (row.m ?? '') + '\n' + textOf(bodyOf(row))).toLowerCase().includes(wanted), hits => {
    matched = hits;
    found = new Set(hits);
    drawList();
    if (jumps && hits.length > 0 && !found.has(chosen)) goTo(hits.find(row => row.i > chosen.i) ?? hits[0]);
    tell();
  });
}

function nextMatch(by) {
  if (matched.length === 0) return;
  const place = matched.indexOf(chosen);
  let to = place + by;
  if (place < 0) {
    const behind = matched.findIndex(row => row.i > chosen.i);
    to = by > 0 ? (behind < 0 ? 0 : behind) : (behind < 0 ? matched.length : behind) - 1;
  }
  goTo(matched[(to + matched.length) % matched.length]);
  tell();
}

const page = () => Math.max(1, Math.floor(list.clientHeight / height) - 1);
const keys = {
  ArrowDown: () => move(1), ArrowUp: () => move(-1), PageDown: () => move(page()), PageUp: () => move(-page()), Home: () => choose(view[0]), End: () => choose(view[view.length - 1]),
  j: () => move(1), k: () => move(-1), n: () => nextMatch(1), N: () => nextMatch(-1), '/': () => searchBox.select(), f: () => filterBox.select(),
  g: () => { const other = chosen?.to ?? chosen?.by ?? chosen?.about; if (other !== undefined) goTo(rowOf(other)); },
};

document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'Escape') { list.focus(); return; }
  if (event.target instanceof HTMLInputElement) {
    if (event.key === 'Enter' && event.target === searchBox) nextMatch(event.shiftKey ? -1 : 1);
    if (event.key === 'Enter' && event.target === filterBox) list.focus();
    return;
  }
  if (detail.contains(event.target) && (event.target !== detail || /^(Arrow|Page|Home|End)/.test(event.key)) && event.key.length > 1) return;
  const does = keys[event.key];
  if (!does) return;
  event.preventDefault();
  does();
  tell();
});

function soon(what) {
  let waiting;
  return () => {
    clearTimeout(waiting);
    waiting = setTimeout(what, 150);
  };
}

filterBox.addEventListener('input', soon(filter));
filterBox.addEventListener('change', filter);
searchBox.addEventListener('input', soon(() => search()));
byId('after').addEventListener('click', () => nextMatch(1));
byId('before').addEventListener('click', () => nextMatch(-1));
list.addEventListener('scroll', () => requestAnimationFrame(drawList));
window.addEventListener('resize', () => { drawList(); drawTimeline(); });
window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawTimeline);

byId('name').textContent = onOneLine(summary.name);
document.title = onOneLine(summary.name);
byId('about').textContent = [
  `${count(summary.frames)} frames from ${summary.begin}`,
  summary.leftOut > 0 ? `${count(summary.leftOut)} more are in the capture` : null,
  summary.end === 'Whole' ? null : `the capture is ${summary.end.toLowerCase()}: ${onOneLine(summary.reason)}`,
  summary.redacts ? `redacted: ${onOneLine(summary.redacted)}` : 'not redacted',
].filter(it => it).join(' · ');
setView(rows);
choose(rows[0]);
tell();
list.focus();
})();
