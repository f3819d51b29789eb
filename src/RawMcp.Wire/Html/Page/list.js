// The list. Only the rows in sight are elements, so that a hundred thousand cost as much as fifty.
const height = 26, beyond = 12;
const list = byId('list'), space = byId('space');
let view = rows;          // what the filter chose
let chosen = rows[0];
let found = new Set();    // rows that the search found
let placeInView = null;   // row number → place, made when it is needed

const arrows = ['→', '←', '!'];

function labelOf(row) {
  const label = element('span', 'what');
  if (row.k === 'event') label.append(element('b', '', onOneLine(row.event.rawmcp)), ' ' + onOneLine(row.say));
  else if (row.k === 'stderr') label.append(onOneLine(textOf(bodyOf(row)).slice(0, 300)));
  else if (row.k === 'blank') label.append('blank line');
  else {
    label.append(element('b', '', onOneLine(row.m ?? (row.k === 'malformed' ? 'malformed' : '(to no request)'))));
    const more = [row.k === 'malformed' ? row.why : row.k, row.target, row.error === undefined ? null : 'error ' + row.error, row.flight ? 'in flight' : null,
      row.part === undefined ? null : 'of a batch', row.open ? 'no LF' : null, row.gap ? 'beside a gap' : null];
    label.append(element('span', 'more', ' ' + onOneLine(more.filter(it => it).join(' · '))));
  }
  return label;
}

function rowElement(row, at) {
  const made = element('div', 'row ' + row.k);
  made.id = 'row' + row.i;
  made.setAttribute('role', 'option');
  made.setAttribute('aria-selected', row === chosen);
  if (found.has(row)) made.classList.add('match');
  if (row.f !== undefined && chosen && row !== chosen && (row.f === chosen.by || row.f === chosen.to || row.f === chosen.about)) made.classList.add('same');
  made.style.top = at * height + 'px';
  made.append(
    element('span', 'no', row.f === undefined ? '' : String(row.f)), element('span', 'time', seconds(row.t)), element('span', 'dir', arrows[row.s] ?? '•'), labelOf(row),
    element('span', 'id', row.id === undefined ? '' : onOneLine(row.id)), element('span', 'size', row.n === undefined ? '' : size(row.n)),
    element('span', 'took', row.dur !== undefined && row.to !== undefined ? took(row.dur) : ''));
  made.addEventListener('mousedown', () => choose(row));
  return made;
}

function drawList() {
  const from = Math.max(0, Math.floor(list.scrollTop / height) - beyond);
  const to = Math.min(view.length, Math.ceil((list.scrollTop + list.clientHeight) / height) + beyond);
  const drawn = [];
  for (let at = from; at < to; at++) drawn.push(rowElement(view[at], at));
  space.replaceChildren(...drawn);
  list.setAttribute('aria-activedescendant', chosen ? 'row' + chosen.i : '');
}

function setView(next) {
  view = next;
  placeInView = null;
  space.style.height = view.length * height + 'px';
  if (!view.includes(chosen)) list.scrollTop = 0;
  drawList();
}

function placeOf(row) {
  placeInView ??= new Map(view.map((it, at) => [it, at]));
  return placeInView.get(row);
}

function choose(row) {
  if (!row) return;
  chosen = row;
  const place = placeOf(row);
  if (place !== undefined) {
    const top = place * height;
    if (top < list.scrollTop) list.scrollTop = top;
    else if (top + height > list.scrollTop + list.clientHeight) list.scrollTop = top + height - list.clientHeight;
  }
  drawList();
  drawDetail();
  drawTimeline();
}

function move(by) {
  const place = placeOf(chosen) ?? 0;
  choose(view[Math.min(view.length - 1, Math.max(0, place + by))]);
}

// A long jump ends in the middle.
function goTo(row) {
  const place = row && placeOf(row);
  if (place !== undefined) list.scrollTop = place * height - list.clientHeight / 2;
  choose(row);
}
